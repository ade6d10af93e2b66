package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.StaleStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The live page in a real browser.
class LivePageIT {
    private static final int BOTS = 45;
    private static final String BIDS =
            "[...document.querySelectorAll('#market tr')].map(row => row.cells[0].textContent"
                    + " + ' ' + (row.cells[1]?.textContent ?? ''))";
    private static final String BOT_ROWS =
            "[...document.querySelectorAll('#bots tr')].map(row => row.cells[0].textContent)";
    private static final String SIGNALS =
            "[...document.querySelectorAll('#bots tr')].map(row => row.cells[7]?.textContent)";
    private static final String PILLS =
            "['stream', 'feed', 'kpi-bots'].map(id => document.getElementById(id).textContent)";

    private static final String STALE_ROWS =
            "[...document.querySelectorAll('#market tr.stale')]"
                    + ".flatMap(row => [row.cells[0].textContent, row.title])";
    private static final String FEED =
            "(feed => [feed.textContent, feed.dataset.state, feed.title])(document.getElementById('feed'))";

    @Test
    void showsAllBotsAndLivePricesWhenEverythingComesAtOnce(@TempDir Path profile) {
        Path program = Browser.installed().orElse(null);
        assumeTrue(program != null, "no Chromium or Chrome on the PATH to show the live page");
        try (TestGateway gateway = TestGateway.start();
                Browser browser = new Browser(gateway.vertx, program, profile)) {
            // given the page, which reads the first prices over REST
            publishPrices(gateway, 100.25);
            browser.open("http://127.0.0.1:" + gateway.gateway.port() + "/");
            shows(browser, BIDS, bids("100.25"));
            shows(browser, BOT_ROWS, names());
            shows(browser, PILLS, List.of("live", "feed binance live", "44 of 45"));

            // when all prices move and all bots signal, many times at once
            for (int i = 1; i <= 40; i++) {
                publishPrices(gateway, 100.25 + i);
                publishSignals(gateway, "cross " + i);
            }

            // then the page shows the last of everything, and keeps its list of events short
            shows(browser, BIDS, bids("140.25"));
            shows(browser, SIGNALS, names().stream().map(_ -> "09:30:00 enter: cross 40").toList());
            shows(browser, "[document.querySelectorAll('#events li').length]", List.of(60));

            // and one silent symbol does not make the whole feed look stale or lost
            gateway.services.publish(
                    gateway.services.event(header -> changed(header, FeedStatus.CONNECTED)),
                    gateway.services.event(header -> signal(header, 0, "the last")));
            shows(
                    browser,
                    "[document.querySelectorAll('#bots tr')[0].cells[7].textContent]",
                    List.of("09:30:00 enter: the last"));
            assertThat(browser.list(PILLS))
                    .isEqualTo(List.of("live", "feed binance live", "44 of 45"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void showsHowOrdersMeetTheMarketAndWhyABotIsPaused(@TempDir Path profile) {
        Path program = Browser.installed().orElse(null);
        assumeTrue(program != null, "no Chromium or Chrome on the PATH to show the live page");
        try (TestGateway gateway = TestGateway.start();
                Browser browser = new Browser(gateway.vertx, program, profile)) {
            browser.open("http://127.0.0.1:" + gateway.gateway.port() + "/");
            shows(browser, BOT_ROWS, names());
            shows(browser, PILLS, List.of("live", "feed binance live", "44 of 45"));

            gateway.services.publish(
                    gateway.services.event(header -> placed(header, OrderType.MARKET)),
                    gateway.services.event(header -> placed(header, OrderType.LIMIT)),
                    gateway.services.event(header -> placed(header, OrderType.STOP)));

            shows(
                    browser,
                    "[...document.querySelectorAll('#events .what')].map(row => row.textContent)",
                    List.of(
                            "OrderPlaced bot-01 buy 1.25 AAVEUSDT at 100.5, stop 101",
                            "OrderPlaced bot-01 buy 1.25 AAVEUSDT at 100.5, limit 100.25 FOK",
                            "OrderPlaced bot-01 buy 1.25 AAVEUSDT at 100.5"));
            shows(
                    browser,
                    "(tag => [tag.textContent, tag.title])"
                            + "(document.querySelectorAll('#bots tr')[41].querySelector('.tag'))",
                    List.of("paused", "started"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void marksASymbolThatIsNotToBeActedOnUntilItsStreamIsHeardAgain(@TempDir Path profile) {
        Path program = Browser.installed().orElse(null);
        assumeTrue(program != null, "no Chromium or Chrome on the PATH to show the live page");
        try (TestGateway gateway = TestGateway.start();
                Browser browser = new Browser(gateway.vertx, program, profile)) {
            publishPrices(gateway, 100.25);
            browser.open("http://127.0.0.1:" + gateway.gateway.port() + "/");
            shows(browser, BIDS, bids("100.25"));
            shows(browser, STALE_ROWS, List.of());

            gateway.services.feeds =
                    FakeFigures.feeds(List.of(new StaleStream("BTCUSDT", "bookTicker", 12_000)));
            gateway.services.publish(
                    gateway.services.event(header -> changed(header, FeedStatus.STALE)));
            shows(browser, STALE_ROWS, List.of("BTCUSDT", "binance is silent: bookTicker"));
            shows(browser, FEED, List.of("feed binance 1 stale", "wait", "BTCUSDT: bookTicker"));

            // A new price alone changes nothing.
            publishPrices(gateway, 150.25);
            shows(browser, BIDS, bids("150.25"));
            shows(browser, STALE_ROWS, List.of("BTCUSDT", "binance is silent: bookTicker"));

            gateway.services.feeds = FakeFigures.feeds(List.of());
            gateway.services.publish(
                    gateway.services.event(header -> changed(header, FeedStatus.CONNECTED)));
            shows(browser, STALE_ROWS, List.of());
            shows(browser, FEED, List.of("feed binance live", "good", ""));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void shows(Browser browser, String expression, List<?> expected) {
        try {
            TestGateway.until(expression, () -> browser.list(expression).equals(expected));
        } catch (AssertionError e) {
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.list(expression)).as(e.getMessage()).isEqualTo(expected);
        }
    }

    private static List<String> names() {
        return IntStream.rangeClosed(1, BOTS).mapToObj("bot-%02d"::formatted).toList();
    }

    /// Prices are shown with the decimals of the symbol's tick size.
    private static List<String> bids(String price) {
        return FakeFigures.SYMBOLS.stream()
                .map(symbol -> symbol + " " + price + (symbol.endsWith("BTC") ? "0000" : ""))
                .toList();
    }

    private static void publishPrices(TestGateway gateway, double bid) {
        FakeFigures.SYMBOLS.forEach(symbol -> gateway.services.publishPrice(symbol, bid));
    }

    private static void publishSignals(TestGateway gateway, String reason) {
        for (int i = 0; i < BOTS; i++) {
            int bot = i;
            gateway.services.publish(gateway.services.event(header -> signal(header, bot, reason)));
        }
    }

    private static SignalGenerated signal(Header header, int bot, String reason) {
        return new SignalGenerated(
                header,
                names().get(bot),
                "main",
                FakeFigures.SYMBOLS.get(bot % FakeFigures.SYMBOLS.size()),
                Interval.M1,
                "ema-cross",
                SignalAction.ENTER,
                100.5,
                reason,
                Map.of());
    }

    private static OrderPlaced placed(Header header, OrderType type) {
        return new OrderPlaced(
                header,
                "bot-01-" + type,
                "main",
                "bot-01",
                "AAVEUSDT",
                Side.BUY,
                type,
                TimeInForce.FOK,
                new BigDecimal("1.250"),
                new BigDecimal("100.50"),
                type == OrderType.LIMIT ? new BigDecimal("100.25") : null,
                type == OrderType.STOP ? new BigDecimal("101.00") : null);
    }

    private static FeedStatusChanged changed(Header header, FeedStatus status) {
        return new FeedStatusChanged(
                header, "binance", status, List.of("BTCUSDT"), "bookTicker", "as the test wants");
    }
}
