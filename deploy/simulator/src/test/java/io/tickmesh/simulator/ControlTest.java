package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.stream.StreamLimits;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final ExchangeSimulator SIMULATOR =
            new ExchangeSimulator(
                    SimulatorConfig.defaults().withTradesPerSecond(20),
                    InstantSource.system(),
                    StreamLimits.ofExchange().withMessages(1_000));

    @BeforeAll
    static void start() {
        var _ = VERTX.deployVerticle(SIMULATOR).await();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    private static RawClient connect(String path) throws IOException {
        return RawClient.connect(SIMULATOR, path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"method":"SUBSCRIBE","params":[],"id":1}                       | {"result":null,"id":1}
                    {"method":"SUBSCRIBE","params":[],"id":9223372036854775807}     | {"result":null,"id":9223372036854775807}
                    {"method":"SUBSCRIBE","params":[],"id":-1}                      | {"result":null,"id":-1}
                    {"method":"SUBSCRIBE","params":[],"id":null}                    | {"result":null,"id":null}
                    {"method":"SUBSCRIBE","params":[],"id":"123456789012345678901234567890123456"} | {"result":null,"id":"123456789012345678901234567890123456"}
                    {"method":"UNSUBSCRIBE","params":["btcusdt@depth"],"id":312}    | {"result":null,"id":312}
                    {"method":"LIST_SUBSCRIPTIONS","id":3}                          | {"result":[],"id":3}
                    {"method":"GET_PROPERTY","params":["combined"],"id":2}          | {"result":false,"id":2}
                    {"method":"SET_PROPERTY","params":["combined",false],"id":5}    | {"result":null,"id":5}
                    """)
    void answersRequests(String request, String answer) throws Exception {
        try (RawClient client = connect("/ws")) {
            assertThat(client.ask(request)).isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"method":"GET_PROPERTY","params":["colour"],"id":5}          | 0 | 5    | Unknown property
                    {"method":"SET_PROPERTY","params":["colour",true],"id":6}     | 0 | 6    | Unknown property
                    {"method":"SET_PROPERTY","params":["combined",1],"id":7}      | 1 | 7    | Invalid value type: expected Boolean
                    {"method":"SET_PROPERTY","params":["combined"],"id":7}        | 1 | 7    | Invalid value type: expected Boolean
                    {"method":"SET_PROPERTY","params":[7,true],"id":8}            | 2 | 8    | Invalid request: property name must be a string
                    {"method":"GET_PROPERTY","params":[],"id":8}                  | 2 | 8    | Invalid request: property name must be a string
                    {"method":"GET_PROPERTY","params":["combined",1],"id":8}      | 2 | 8    | Invalid request: too many parameters
                    {"method":"LIST_SUBSCRIPTIONS","params":["x"],"id":8}         | 2 | 8    | Invalid request: too many parameters
                    {"method":"SUBSCRIBE","params":[],"id":1.5}                   | 2 |      | Invalid request: request ID must be an unsigned integer
                    {"method":"SUBSCRIBE","params":[],"id":9223372036854775808}   | 2 |      | Invalid request: request ID must be an unsigned integer
                    {"method":"SUBSCRIBE","params":[],"id":"1234567890123456789012345678901234567"} | 2 | | Invalid request: request ID must be an unsigned integer
                    {"method":"SUBSCRIBE","params":[]}                            | 2 |      | Invalid request: request ID must be an unsigned integer
                    {"method":"SUBSCRIBE","params":["nope@trade"],"id":"a"}       | 2 | "a"  | Invalid request: invalid stream
                    {"method":"SUBSCRIBE","params":["BTCUSDT@trade"],"id":1}      | 2 | 1    | Invalid request: invalid stream
                    {"method":"SUBSCRIBE","params":["btcusdt"],"id":1}            | 2 | 1    | Invalid request: invalid stream
                    {"method":"SUBSCRIBE","params":["btcusdt@kline_7m"],"id":1}   | 2 | 1    | Invalid request: invalid stream
                    {"method":"SUBSCRIBE","params":[1],"id":1}                    | 2 | 1    | Invalid request: invalid stream
                    {"method":"SUBSCRIBE","params":"btcusdt@trade","id":1}        | 2 | 1    | Invalid request: params must be an array
                    {"params":[],"id":1}                                          | 2 | 1    | Invalid request: missing field `method` at line 1 column 20
                    {"method":"DANCE","params":[],"id":1}                         | 2 | 1    | Invalid request: unknown variant `DANCE`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY` at line 1 column 17
                    [1]                                                           | 2 |      | Invalid request: expected an object
                    {not json                                                     | 3 |      | Invalid JSON: expected value at line 1 column 2
                    """)
    void refusesRequestsInTheWordsOfTheExchange(String request, int code, String id, String message)
            throws Exception {
        try (RawClient client = connect("/ws")) {
            JsonObject answer = new JsonObject(client.ask(request));

            JsonObject expected =
                    new JsonObject()
                            .put("error", new JsonObject().put("code", code).put("msg", message));
            if (id != null) {
                expected.put("id", new JsonArray("[" + id + "]").getValue(0));
            }
            assertThat(answer).isEqualTo(expected);
        }
    }

    @Test
    void switchesAConnectionBetweenRawAndCombined() throws Exception {
        try (RawClient client = connect("/ws/btcusdt@trade")) {
            assertThat(new JsonObject(client.text()).getString("e")).isEqualTo("trade");

            client.send(
                    RawClient.TEXT,
                    "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":5}");
            skipTo(client, "{\"result\":null,\"id\":5}");
            assertThat(new JsonObject(client.text()).getString("stream"))
                    .isEqualTo("btcusdt@trade");

            client.send(
                    RawClient.TEXT,
                    "{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":6}");
            skipTo(client, "{\"result\":true,\"id\":6}");
            client.send(
                    RawClient.TEXT,
                    "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",false],\"id\":7}");
            skipTo(client, "{\"result\":null,\"id\":7}");
            assertThat(new JsonObject(client.text()).getString("e")).isEqualTo("trade");
        }
    }

    private static void skipTo(RawClient client, String message) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            if (client.text().equals(message)) {
                return;
            }
        }
        throw new AssertionError("no " + message);
    }

    @Test
    void endsOneSubscriptionAndKeepsTheOther() throws Exception {
        try (RawClient client = connect("/stream?streams=btcusdt@trade/ethusdt@trade")) {
            client.send(
                    RawClient.TEXT,
                    "{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":1}");
            skipTo(client, "{\"result\":null,\"id\":1}");

            for (int i = 0; i < 10; i++) {
                assertThat(client.text()).startsWith("{\"stream\":\"ethusdt@trade\"");
            }
        }
    }

    @Test
    void tellsTimesInMicrosecondsToThoseWhoAskedForThem() throws Exception {
        try (RawClient micros = connect("/ws/btcusdt@trade/btcusdt@kline_1s?timeUnit=MICROSECOND");
                RawClient millis = connect("/ws/btcusdt@trade?timeUnit=millisecond")) {
            JsonObject trade = next(micros, "trade");
            JsonObject bar = next(micros, "kline");

            assertThat(String.valueOf(trade.getLong("E"))).hasSize(16);
            assertThat(String.valueOf(trade.getLong("T"))).hasSize(16);
            assertThat(String.valueOf(bar.getLong("E"))).hasSize(16);
            assertThat(bar.getJsonObject("k").getLong("T") - bar.getJsonObject("k").getLong("t"))
                    .isEqualTo(999_000);
            assertThat(String.valueOf(next(millis, "trade").getLong("T"))).hasSize(13);
        }
    }

    private static JsonObject next(RawClient client, String event) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            JsonObject message = new JsonObject(client.text());
            if (event.equals(message.getString("e"))) {
                return message;
            }
        }
        throw new AssertionError("no " + event);
    }

    @Test
    void allowsSoManyStreamsAndNotOneMore() throws Exception {
        List<String> names = manyStreams();
        try (RawClient client = connect("/ws")) {
            assertThat(subscribe(client, 1, names.subList(0, 1_000))).doesNotContain("error");

            String tooMany = subscribe(client, 2, names.subList(1_000, 1_025));
            String justEnough = subscribe(client, 3, names.subList(1_000, 1_024));

            assertThat(tooMany)
                    .isEqualTo(
                            "{\"error\":{\"code\":2,\"msg\":\"Invalid request: too many streams\"},\"id\":2}");
            assertThat(justEnough).isEqualTo("{\"result\":null,\"id\":3}");
        }
    }

    /// Returns 1,025 names of streams that seldom say anything.
    private static List<String> manyStreams() {
        List<String> labels =
                new ArrayList<>(
                        List.of(
                                "miniTicker",
                                "ticker",
                                "ticker_1h",
                                "ticker_4h",
                                "ticker_1d",
                                "avgPrice",
                                "depth",
                                "depth5",
                                "depth10"));
        for (KlineInterval interval : KlineInterval.ALL) {
            labels.add("kline_" + interval.label());
            labels.add("kline_" + interval.label() + "@+08:00");
        }
        return SimulatorConfig.defaults().symbols().stream()
                .map(symbol -> symbol.toLowerCase(Locale.ROOT))
                .flatMap(symbol -> labels.stream().map(label -> symbol + "@" + label))
                .toList();
    }

    private static String subscribe(RawClient client, int id, List<String> streams)
            throws IOException {
        client.send(
                RawClient.TEXT,
                new JsonObject()
                        .put("method", "SUBSCRIBE")
                        .put("params", new JsonArray(streams))
                        .put("id", id)
                        .encode());
        String text = client.text();
        while (!text.endsWith("\"id\":" + id + "}")) {
            text = client.text();
        }
        return text;
    }
}
