package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.expect;

import java.util.Locale;

/// All pages, each with a state in which it shows something.
enum Pages {
    OVERVIEW("/"),
    BOTS("/bots"),
    NEW_BOT("/bots/new"),
    BOT("/bots/btcusdt-ema-cross-1s"),
    EDIT_BOT("/bots/btcusdt-ema-cross-1s/edit"),
    MARKET("/market/BTCUSDT"),
    RISK("/risk"),
    BACKTESTS("/backtests"),
    EVENTS("/events"),
    NOTIFICATIONS("/notifications"),
    CLUSTER("/cluster"),
    SETTINGS("/settings");

    private final String path;

    Pages(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /// Opens it and waits until it has read what it shows.
    void openIn(Dashboard dashboard) {
        dashboard.open(path);
        expect(dashboard.page().locator("main .loading")).hasCount(0);
    }

    /// Returns the name of a picture of it.
    String picture() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
