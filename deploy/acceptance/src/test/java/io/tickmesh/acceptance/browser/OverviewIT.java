package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How the money is doing: figures, the curve, what is open.
@ExtendWith(InChromium.class)
final class OverviewIT {
    @Test
    void showsWhatEachAccountHolds(Dashboard dashboard) {
        dashboard.open("/");

        for (String account : List.of("main", "btc")) {
            Locator figures = dashboard.page().locator("[aria-label='Account " + account + "']");
            expect(figures.locator(".stat")).hasCount(6);
            dashboard.until(
                    "the cash of " + account,
                    () -> shows(figures, "Cash", account(dashboard, account).get("cash")));
            dashboard.until(
                    "the fees of " + account,
                    () -> shows(figures, "Fees", account(dashboard, account).get("fees")));
        }
    }

    @Test
    void showsTheCurveOfTheChosenAccountAndRange(Dashboard dashboard) {
        dashboard.open("/");
        Locator panel = dashboard.panel("Equity");
        Locator chart = panel.locator(".chart");
        expect(chart).hasAttribute("aria-label", java.util.regex.Pattern.compile("Equity of .*"));

        panel.getByLabel("Account").selectOption("btc");

        expect(chart)
                .hasAttribute("aria-label", java.util.regex.Pattern.compile("Equity of btc.*"));
        Dashboard.button(panel, "1 week").click();
        expect(Dashboard.button(panel, "1 week")).hasAttribute("aria-pressed", "true");
        expect(chart.locator("canvas").first()).isVisible();
    }

    @Test
    void listsTheOpenPositions(Dashboard dashboard) {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        dashboard.open("/");
        Locator names = dashboard.grid("Open positions").locator("a");

        dashboard.until(
                "the same positions",
                () -> {
                    List<String> held =
                            bots.items("/api/v1/positions").stream()
                                    .map(position -> position.get("bot").asText())
                                    .sorted()
                                    .toList();
                    List<String> shown = names.allTextContents();
                    return !shown.isEmpty() && held.subList(0, shown.size()).equals(shown);
                });
    }

    @Test
    void closesAPosition(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.holding("a-holder", "XTZUSDT");
        dashboard.until("a position", () -> !bots.positions("a-holder").isEmpty());
        // Else it would buy again.
        dashboard.rest().order("POST", "/api/v1/bots/a-holder/pause", "");
        dashboard.open("/");
        Locator row = row(dashboard, "a-holder");

        Dashboard.button(row, "Close").click();
        expect(dashboard.dialog()).containsText("Close the position of a-holder?");
        dashboard.field("Reason (may be left out)").fill("the test wants its money");
        dashboard.confirm("Sell at the market");

        dashboard.until("no position", () -> bots.positions("a-holder").isEmpty());
        expect(row).hasCount(0);
        JsonNode order = bots.items("/api/v1/orders?bot=a-holder&limit=1").getFirst();
        assertThat(order.get("side").asText()).isEqualTo("SELL");
        assertThat(order.get("status").asText()).isEqualTo("FILLED");
        assertThat(order.get("reason").asText()).contains("the test wants its money");
    }

    @Test
    void tellsHowTheFeedIs(Dashboard dashboard) throws Exception {
        dashboard.open("/");

        JsonNode feed = dashboard.rest().items("/api/v1/feeds").getFirst();
        expect(dashboard.panel("Market data"))
                .containsText("%s: 25 symbols".formatted(feed.get("feed").asText()));
    }

    @Test
    @By(Stage.Role.VIEWER)
    void offersNothingToThoseWhoMayOnlyLook(Dashboard dashboard) {
        dashboard.open("/");
        expect(dashboard.grid("Open positions").locator("a").first()).isVisible();

        expect(dashboard.button("Close")).hasCount(0);
    }

    private static Locator row(Dashboard dashboard, String bot) {
        return dashboard
                .grid("Open positions")
                .locator(".table-row")
                .filter(new Locator.FilterOptions().setHasText(bot));
    }

    private static JsonNode account(Dashboard dashboard, String account) {
        try {
            return dashboard.rest().items("/api/v1/portfolio").stream()
                    .filter(candidate -> candidate.get("account").asText().equals(account))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Amounts are shown rounded.
    private static boolean shows(Locator figures, String name, JsonNode amount) {
        String text =
                figures.locator(".stat")
                        .filter(
                                new Locator.FilterOptions()
                                        .setHas(figures.page().getByText(name, exactly())))
                        .locator(".stat-value")
                        .textContent();
        BigDecimal shown = new BigDecimal(text.replaceAll("[^0-9.-]", ""));
        BigDecimal half =
                BigDecimal.ONE.movePointLeft(shown.scale()).multiply(new BigDecimal("0.5"));
        return new BigDecimal(amount.asText()).subtract(shown).abs().compareTo(half) <= 0;
    }

    private static com.microsoft.playwright.Page.GetByTextOptions exactly() {
        return new com.microsoft.playwright.Page.GetByTextOptions().setExact(true);
    }
}
