package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.GetOrderBook;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListPositions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestTest {
    @SuppressWarnings("NullAway.Init")
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void listsBots() {
        JsonObject page = gateway.json("/api/v1/bots");

        assertThat(page.getJsonArray("items")).hasSize(45);
        assertThat(page.containsKey("next")).isTrue();
        assertThat(page.getValue("next")).isNull();
        JsonObject bot = page.getJsonArray("items").getJsonObject(0);
        assertThat(bot.getString("id")).isEqualTo("bot-01");
        assertThat(bot.getString("status")).isEqualTo("RUNNING");
        assertThat(bot.getValue("position")).isEqualTo("1.250");
    }

    @Test
    void showsOneBot() {
        assertThat(gateway.json("/api/v1/bots/bot-07").getString("id")).isEqualTo("bot-07");
    }

    @Test
    void answers404ForAnUnknownBot() {
        assertProblem(gateway.get("/api/v1/bots/nobody"), 404, "There is no bot of this id.");
    }

    @ParameterizedTest
    @CsvSource({
        "symbols, 25",
        "feeds, 1",
        "orders, 1",
        "fills, 1",
        "positions, 1",
        "portfolio, 2",
        "equity, 1"
    })
    void listsWithItemsAndNext(String path, int items) {
        HttpResponse<String> response = gateway.get("/api/v1/" + path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        JsonObject page = new JsonObject(response.body());
        assertThat(page.getJsonArray("items")).hasSize(items);
        assertThat(page.containsKey("next")).isTrue();
    }

    @Test
    void passesFiltersOn() {
        String query = "?account=main&bot=bot-01&symbol=AAVEUSDT&cursor=c&limit=7";
        gateway.get("/api/v1/orders" + query + "&status=FILLED");
        gateway.get("/api/v1/fills" + query);
        gateway.get("/api/v1/positions?account=main&bot=bot-01&symbol=AAVEUSDT");
        gateway.get(
                "/api/v1/equity?account=main&bot=bot-01&cursor=c&limit=7"
                        + "&from=2026-11-20T00:00:00Z&to=2026-11-21T09:30:00.5Z&every=15m");

        assertThat(gateway.services.asked)
                .contains(
                        new ListOrders("main", "bot-01", "AAVEUSDT", "FILLED", "c", 7),
                        new ListFills("main", "bot-01", "AAVEUSDT", "c", 7),
                        new ListPositions("main", "bot-01", "AAVEUSDT"),
                        new ListEquity(
                                "main",
                                "bot-01",
                                Instant.parse("2026-11-20T00:00:00Z"),
                                Instant.parse("2026-11-21T09:30:00.5Z"),
                                Duration.ofMinutes(15),
                                "c",
                                7));
    }

    @Test
    void passesTheCursorOfTheNextPageOn() {
        assertThat(gateway.json("/api/v1/orders").getString("next")).isEqualTo("next-orders");
        assertThat(gateway.json("/api/v1/equity").getString("next")).isEqualTo("next-equity");
    }

    @Test
    void showsEquitySnapshotsAsFlatEvents() {
        JsonObject snapshot = gateway.json("/api/v1/equity").getJsonArray("items").getJsonObject(0);

        assertThat(snapshot.getString("type")).isEqualTo("EquitySnapshotTaken");
        assertThat(snapshot.getValue("equity")).isEqualTo("100012.62");
    }

    @Test
    void pagesCandlesBackwards() {
        JsonObject page = gateway.json("/api/v1/candles?symbol=BTCUSDT&interval=1m&limit=3");
        JsonObject before =
                gateway.json(
                        "/api/v1/candles?symbol=BTCUSDT&interval=1m&limit=3&before="
                                + page.getString("next"));

        assertThat(opens(page)).containsExactly(420_000L, 480_000L, 540_000L);
        assertThat(opens(before)).containsExactly(240_000L, 300_000L, 360_000L);
        assertThat(gateway.services.asked)
                .contains(new ListCandles("BTCUSDT", Interval.M1, 3, 420_000L));
    }

    @Test
    void showsTheCandleThatIsStillOpenBesideTheClosedOnes() {
        JsonObject page = gateway.json("/api/v1/candles?symbol=BTCUSDT&interval=1m&limit=3");

        assertThat(opens(page)).doesNotContain(600_000L);
        assertThat(page.getJsonObject("forming").getLong("openMillis")).isEqualTo(600_000);
        assertThat(page.getJsonObject("forming").getDouble("close")).isEqualTo(11.25);
    }

    @Test
    void showsTheOrderBookBestLevelsFirst() {
        JsonObject book = gateway.json("/api/v1/order-book?symbol=BTCUSDT&levels=2");

        assertThat(book.getLong("updateId")).isEqualTo(42);
        assertThat(book.getString("time")).isEqualTo("2017-07-14T02:40:00.123Z");
        assertThat(book.getJsonArray("bids").getJsonObject(0).getDouble("price")).isEqualTo(9.5);
        assertThat(book.getJsonArray("bids").getJsonObject(1).getDouble("quantity"))
                .isEqualTo(0.00001);
        assertThat(book.getJsonArray("asks").getJsonObject(0).getDouble("price")).isEqualTo(10);
        assertThat(gateway.services.asked).contains(new GetOrderBook("BTCUSDT", 2));
    }

    @Test
    void asksForTwentyLevelsOfAnOrderBookUnlessToldHowMany() {
        gateway.get("/api/v1/order-book?symbol=ETHUSDT");

        assertThat(gateway.services.asked).contains(new GetOrderBook("ETHUSDT", 20));
    }

    @Test
    void saysWhichOrderBookIsNotKept() {
        assertProblem(
                gateway.get("/api/v1/order-book?symbol=NOPE"),
                404,
                "no order book of NOPE is kept");
    }

    @Test
    void passesTheRefusalOfAServiceOn() {
        assertProblem(
                gateway.get("/api/v1/candles?symbol=NOPE&interval=1m"),
                404,
                "NOPE is not streamed");
    }

    @Test
    void showsRisk() {
        JsonObject risk = gateway.json("/api/v1/risk");

        assertThat(risk.getJsonArray("accounts").getJsonObject(0).getString("state"))
                .isEqualTo("ACTIVE");
        assertThat(risk.getInteger("approved")).isEqualTo(7);
    }

    @Test
    void showsTheLatestPriceOfEachSymbolOrWhyThereIsNone() {
        gateway.services.publishPrice("BTCUSDT", 50_000);
        gateway.services.publishPrice("BTCUSDT", 50_001.5);
        gateway.services.publishPrice("ETHUSDT", 3_000);
        TestGateway.until(
                "prices have arrived", () -> bid("BTCUSDT") == 50_001.5 && bid("ETHUSDT") == 3_000);

        JsonArray items = gateway.json("/api/v1/prices?symbols=ETHUSDT,NOPE").getJsonArray("items");

        assertThat(items.getJsonObject(0).getString("symbol")).isEqualTo("ETHUSDT");
        assertThat(items.getJsonObject(0).getJsonObject("price").getDouble("bid")).isEqualTo(3_000);
        assertThat(items.getJsonObject(0).getValue("error")).isNull();
        assertThat(items.getJsonObject(1).getString("symbol")).isEqualTo("NOPE");
        assertThat(items.getJsonObject(1).getValue("price")).isNull();
        assertThat(items.getJsonObject(1).getString("error")).contains("no price");
    }

    @Test
    void showsAllPricesWithoutSymbols() {
        gateway.services.publishPrice("XRPUSDT", 1);

        TestGateway.until(
                "the price has arrived",
                () -> gateway.json("/api/v1/prices").encode().contains("XRPUSDT"));
    }

    @ParameterizedTest
    @CsvSource({
        "orders?limit=0, limit",
        "orders?limit=1001, limit",
        "fills?limit=ten, limit",
        "orders?acount=main, acount",
        "bots?page=2, page",
        "prices?symbol=BTCUSDT, symbol",
        "latency?node=alpha, node",
        "candles?interval=1m, symbol",
        "candles?symbol=BTCUSDT, interval",
        "candles?symbol=BTCUSDT&interval=7m, interval",
        "candles?symbol=BTCUSDT&interval=1m&before=-1, before",
        "order-book?levels=5, symbol",
        "order-book?symbol=BTCUSDT&levels=0, levels",
        "order-book?symbol=BTCUSDT&levels=1001, levels",
        "order-book?symbol=BTCUSDT&levels=all, levels",
        "order-book?symbol=BTCUSDT&limit=5, limit",
        "orders?bot=a&bot=b, bot",
        "equity?from=yesterday, from",
        "equity?to=1795253400, to",
        "events?types=PriceUpdated&from=1, from"
    })
    void namesTheParameterThatIsWrong(String path, String field) {
        HttpResponse<String> response = gateway.get("/api/v1/" + path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type"))
                .contains("application/problem+json");
        JsonArray errors = new JsonObject(response.body()).getJsonArray("errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.getJsonObject(0).getString("field")).isEqualTo(field);
        assertThat(errors.getJsonObject(0).getString("detail")).isNotBlank();
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        JsonArray errors =
                gateway.json("/api/v1/candles?limit=0&foo=1&interval=x").getJsonArray("errors");

        assertThat(errors.stream().map(error -> ((JsonObject) error).getString("field")))
                .containsExactlyInAnyOrder("symbol", "interval", "limit", "foo");
    }

    @Test
    void takesBlankParametersForAbsent() {
        assertThat(gateway.get("/api/v1/orders?account=&limit=&cursor=").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api/v1/", "/api/v1/bots/a/b", "/api/v2/bots"})
    void answers404ForUnknownPaths(String path) {
        assertProblem(gateway.get(path), 404, "There is nothing at " + path + ".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/bots             | GET, HEAD, POST",
                "/api/v1/bots/bot-01      | DELETE, GET, HEAD, PUT",
                "/api/v1/bots/bot-01/stop | POST",
                "/api/v1/orders/order-1   | DELETE, GET, HEAD",
                "/api/v1/orders           | GET, HEAD",
                "/health/live             | GET, HEAD",
                "/metrics                 | GET, HEAD",
                "/                        | GET, HEAD"
            })
    void answers405WithTheMethodsAllowed(String path, String allowed) {
        HttpResponse<String> response = gateway.send("PATCH", path);

        assertThat(response.headers().firstValue("allow")).contains(allowed);
        assertProblem(response, 405, path + " does not know PATCH");
    }

    @Test
    void answersHeadWithoutBody() {
        HttpResponse<String> response = gateway.send("HEAD", "/api/v1/bots");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void sendsSecurityHeadersWithEverything() {
        for (String path : List.of("/", "/bots/one", "/api/v1/bots", "/nothing")) {
            HttpResponse<String> response = gateway.get(path);

            assertThat(response.headers().firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(response.headers().firstValue("referrer-policy")).contains("no-referrer");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/bots, text/html; charset=utf-8",
        "/bots/bot-01/edit, text/html; charset=utf-8",
        "/settings, text/html; charset=utf-8"
    })
    void servesTheDashboardAtThePathsOfItsPages(String path, String type) {
        HttpResponse<String> response = gateway.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isNotBlank();
        assertThat(response.headers().firstValue("content-type")).contains(type);
        String tag = response.headers().firstValue("etag").orElseThrow();
        assertThat(gateway.send("GET", path, "if-none-match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void hasNothingInlineInThePage() {
        assertThat(gateway.get("/").body())
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContain("<style")
                .doesNotContainPattern("\\sstyle=")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void answersAProblemWhenAServiceIsSilent() {
        try (TestGateway slow = TestGateway.start(Duration.ofMillis(50))) {
            slow.services.hold();

            assertProblem(
                    slow.get("/api/v1/bots"),
                    504,
                    "bot-engine did not answer ListBots within 50 ms. Nothing has changed.");
        }
    }

    @Test
    void answersAProblemWhenAServiceIsMissing() {
        try (TestGateway alone = TestGateway.startAlone()) {
            assertProblem(alone.get("/api/v1/bots"), 503, "no node answers ListBots");
            assertThat(alone.json("/api/v1/prices").getJsonArray("items")).isEmpty();
        }
    }

    private static double bid(String symbol) {
        JsonObject price =
                gateway.json("/api/v1/prices?symbols=" + symbol)
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getJsonObject("price");
        return price == null ? 0 : price.getDouble("bid");
    }

    private static List<Long> opens(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(candle -> ((JsonObject) candle).getLong("openMillis"))
                .toList();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String detail) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type"))
                .contains("application/problem+json");
        JsonObject problem = new JsonObject(response.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("detail")).isEqualTo(detail);
        assertThat(problem.getString("type")).isEqualTo("about:blank");
        assertThat(problem.getString("title")).isNotBlank();
    }
}
