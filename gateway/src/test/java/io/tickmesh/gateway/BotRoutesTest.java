package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.CancelOrder;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CommandBots.BotCommand;
import io.tickmesh.mesh.request.CreateBot;
import io.tickmesh.mesh.request.DeleteBot;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.ReplaceBot;
import io.tickmesh.mesh.request.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotRoutesTest {
    private static final BotDefinition SIMPLE =
            new BotDefinition(
                    "new",
                    "main",
                    "BTCUSDT",
                    Interval.M1,
                    "ema-cross",
                    null,
                    Map.of(),
                    Sizing.quote(new BigDecimal("500")),
                    Entry.MARKET,
                    Exits.NONE);

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

    @BeforeEach
    void forget() {
        gateway.services.asked.clear();
    }

    @Test
    void listsStrategies() {
        JsonObject page = gateway.json("/api/v1/strategies");

        JsonObject strategy = page.getJsonArray("items").getJsonObject(0);
        assertThat(strategy.getString("name")).isEqualTo("ema-cross");
        assertThat(strategy.getJsonArray("parameters").getJsonObject(0).getString("max"))
                .isEqualTo("500");
    }

    @Test
    void makesABotOfWhatIsSaidAndWhatIsUsual() {
        HttpResponse<String> response = gateway.send("POST", "/api/v1/bots", simple());

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("location")).contains("/api/v1/bots/new");
        assertThat(new JsonObject(response.body()).getString("id")).isEqualTo("new");
        assertAsked(new CreateBot(SIMPLE));
    }

    @Test
    void makesABotWithEverythingThatCanBeSaid() {
        String body =
                """
                {"id": "all", "account": "main", "symbol": "ETHUSDT", "interval": "15m", "strategy": "rule",
                 "rule": "enter: rsi(14) < 30\\nexit: rsi(14) > 70", "parameters": {"fast": 12, "slow": "26"},
                 "sizing": {"kind": "RISK", "amount": "0.01", "allocation": 5000.50, "atrPeriod": 10, "atrMultiple": 1.5},
                 "entry": {"type": "LIMIT", "timeInForce": "GTC", "offsetPercent": 0.1, "expireAfter": "90s"},
                 "exits": {"stopLossPercent": 2, "takeProfitPercent": "4.5", "roi": [{"after": "0s", "percent": 4},
                           {"after": "PT30M", "percent": 2}], "trailing": {"distancePercent": 1},
                           "timeLimit": "1d", "cooldown": "5m"}}
                """;

        HttpResponse<String> response =
                gateway.sendText(
                        "POST",
                        "/api/v1/bots",
                        body,
                        "content-type",
                        "application/json; charset=utf-8");

        assertThat(response.statusCode()).isEqualTo(201);
        assertAsked(
                new CreateBot(
                        new BotDefinition(
                                "all",
                                "main",
                                "ETHUSDT",
                                Interval.M15,
                                "rule",
                                "enter: rsi(14) < 30\nexit: rsi(14) > 70",
                                Map.of("fast", "12", "slow", "26"),
                                new Sizing(
                                        Sizing.Kind.RISK,
                                        new BigDecimal("0.01"),
                                        new BigDecimal("5000.50"),
                                        10,
                                        new BigDecimal("1.5")),
                                new Entry(
                                        OrderType.LIMIT,
                                        TimeInForce.GTC,
                                        new BigDecimal("0.1"),
                                        Duration.ofSeconds(90)),
                                new Exits(
                                        new BigDecimal("2"),
                                        new BigDecimal("4.5"),
                                        List.of(
                                                new Exits.RoiStep(
                                                        Duration.ZERO, new BigDecimal("4")),
                                                new Exits.RoiStep(
                                                        Duration.ofMinutes(30),
                                                        new BigDecimal("2"))),
                                        new Exits.Trailing(BigDecimal.ZERO, BigDecimal.ONE),
                                        Duration.ofDays(1),
                                        Duration.ofMinutes(5)))));
    }

    @Test
    void takesARuleForTheStrategyOfThatName() {
        JsonObject body = simple().put("rule", "enter: close > 1").putNull("strategy");

        HttpResponse<String> response = gateway.send("POST", "/api/v1/bots", body);

        assertThat(new JsonObject(response.body()).getString("strategy")).isEqualTo("rule");
    }

    @Test
    void tellsWhichFieldsOfABotMakeNoSenseAndWhereInTheRule() {
        HttpResponse<String> response =
                gateway.send(
                        "POST", "/api/v1/bots", simple().put("rule", "enter:\nclose > rssi(14)"));

        assertThat(response.statusCode()).isEqualTo(422);
        JsonArray errors = new JsonObject(response.body()).getJsonArray("errors");
        assertThat(errors)
                .isEqualTo(
                        new JsonArray(
                                """
                                [{"field": "symbol", "detail": "is not streamed"},
                                 {"field": "rule", "line": 2, "column": 7, "detail": "unknown indicator 'rssi'"}]
                                """));
    }

    @Test
    void passesOnWhatAServiceFindsWrong() {
        assertProblem(
                gateway.send("POST", "/api/v1/bots", simple().put("symbol", "NOPE")),
                422,
                "NOPE is not streamed");
    }

    @Test
    void doesNotMakeABotOfAnotherOnesId() {
        assertProblem(
                gateway.send("POST", "/api/v1/bots", simple().put("id", "bot-01")),
                409,
                "bot-01 is the id of another bot");
    }

    @Test
    void replacesABotWhoseIdIsInThePath() {
        JsonObject body = simple().putNull("id");

        HttpResponse<String> response = gateway.send("PUT", "/api/v1/bots/bot-02", body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(response.body()).getString("id")).isEqualTo("bot-02");
        assertThat(gateway.services.asked)
                .singleElement()
                .isInstanceOfSatisfying(
                        ReplaceBot.class,
                        request -> assertThat(request.definition().id()).isEqualTo("bot-02"));
    }

    @Test
    void replacesNothingThatIsNotThereOrIsCalledDifferently() {
        assertProblem(gateway.send("PUT", "/api/v1/bots/new", simple()), 404, "no bot new");
        assertThat(gateway.send("PUT", "/api/v1/bots/bot-02", simple()).body())
                .contains("must be that of the path, bot-02, was new");
    }

    @Test
    void removesABotUnlessItHoldsSomething() {
        HttpResponse<String> removed = gateway.send("DELETE", "/api/v1/bots/bot-02");

        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(removed.body()).isEmpty();
        assertAsked(new DeleteBot("bot-02", null));
        assertProblem(
                gateway.send("DELETE", "/api/v1/bots/bot-01"), 409, "bot-01 holds a position");
        assertProblem(gateway.send("DELETE", "/api/v1/bots/nobody"), 404, "no bot nobody");
    }

    @ParameterizedTest
    @CsvSource({"start, START, RUNNING", "pause, PAUSE, PAUSED", "stop, STOP, STOPPED"})
    void tellsOneOrManyBotsWhatToDo(String path, BotCommand command, String status) {
        HttpResponse<String> one = gateway.send("POST", "/api/v1/bots/bot-03/" + path);
        HttpResponse<String> many =
                gateway.send(
                        "POST",
                        "/api/v1/bots/" + path,
                        new JsonObject().put("bots", JsonArray.of("bot-04", "bot-05")));

        assertThat(new JsonObject(one.body()).getString("status")).isEqualTo(status);
        assertThat(new JsonObject(many.body()).getJsonArray("items")).hasSize(2);
        assertAsked(
                new CommandBots(List.of("bot-03"), command),
                new CommandBots(List.of("bot-04", "bot-05"), command));
    }

    @Test
    void tellsNoBotAnythingIfOneIsNotThereOrNoneIsNamed() {
        JsonObject unknown = new JsonObject().put("bots", JsonArray.of("bot-01", "nobody"));

        assertProblem(gateway.send("POST", "/api/v1/bots/stop", unknown), 404, "no bot nobody");
        assertThat(
                        gateway.send(
                                        "POST",
                                        "/api/v1/bots/stop",
                                        new JsonObject().put("bots", new JsonArray()))
                                .body())
                .contains("must have from 1 to 1000 items, has 0");
    }

    @Test
    void showsAndWithdrawsOneOrder() {
        assertThat(gateway.json("/api/v1/orders/bot-01-1").getString("status")).isEqualTo("FILLED");
        HttpResponse<String> withdrawn = gateway.send("DELETE", "/api/v1/orders/bot-01-1");

        assertThat(withdrawn.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(withdrawn.body()).getString("orderId")).isEqualTo("bot-01-1");
        assertAsked(new GetOrder("bot-01-1"), new CancelOrder("bot-01-1"));
        assertProblem(gateway.get("/api/v1/orders/none"), 404, "no order none");
        assertProblem(gateway.send("DELETE", "/api/v1/orders/none"), 404, "no order none");
    }

    private static JsonObject simple() {
        return new JsonObject()
                .put("id", "new")
                .put("account", "main")
                .put("symbol", "BTCUSDT")
                .put("interval", "1m")
                .put("strategy", "ema-cross")
                .put("sizing", new JsonObject().put("kind", "QUOTE").put("amount", "500"));
    }

    private static void assertAsked(Request<?>... requests) {
        assertThat(gateway.services.asked).containsExactly(requests);
    }

    private static void assertProblem(HttpResponse<String> response, int status, String detail) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type"))
                .contains("application/problem+json");
        assertThat(new JsonObject(response.body()).getString("detail")).isEqualTo(detail);
    }
}
