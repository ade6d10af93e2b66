package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StreamTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final ExchangeSimulator SIMULATOR =
            new ExchangeSimulator(SimulatorConfig.defaults().withTradesPerSecond(20));

    @BeforeAll
    static void start() {
        var _ = VERTX.deployVerticle(SIMULATOR).await();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    private static SimulatedClient connect(String path) throws Exception {
        return SimulatedClient.connect(VERTX, SIMULATOR, path);
    }

    @Test
    void wrapsPayloadsOfCombinedStreams() throws Exception {
        SimulatedClient client = connect("/stream?streams=btcusdt@trade/ethusdt@bookTicker");

        JsonObject trade = client.next(m -> m.getString("stream").equals("btcusdt@trade"));
        JsonObject quote = client.next(m -> m.getString("stream").equals("ethusdt@bookTicker"));

        assertThat(trade.fieldNames()).containsExactly("stream", "data");
        assertThat(trade.getJsonObject("data").fieldNames())
                .containsExactly("e", "E", "s", "t", "p", "q", "T", "m", "M");
        assertThat(quote.getJsonObject("data").fieldNames())
                .containsExactly("u", "s", "b", "B", "a", "A");
    }

    @Test
    void sendsBarePayloadsOfRawStreams() throws Exception {
        SimulatedClient client = connect("/ws/btcusdt@trade");

        String text = client.next();

        assertThat(text)
                .matches(
                        "\\{\"e\":\"trade\",\"E\":\\d{13},\"s\":\"BTCUSDT\",\"t\":\\d+,"
                                + "\"p\":\"\\d+\\.\\d{8}\",\"q\":\"\\d+\\.\\d{8}\",\"T\":\\d{13},"
                                + "\"m\":(true|false),\"M\":true}");
    }

    @Test
    void subscribesListsAndUnsubscribes() throws Exception {
        SimulatedClient client = connect("/prefix/ws/0");

        assertThat(client.request("SUBSCRIBE", 1, "xrpusdt@trade", "xrpusdt@kline_1m").encode())
                .isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(new JsonObject(client.next()).getString("s")).isEqualTo("XRPUSDT");
        assertThat(client.request("LIST_SUBSCRIPTIONS", 2).getJsonArray("result"))
                .containsExactly("xrpusdt@trade", "xrpusdt@kline_1m");
        assertThat(client.request("UNSUBSCRIBE", 3, "xrpusdt@trade", "xrpusdt@kline_1m").encode())
                .isEqualTo("{\"result\":null,\"id\":3}");
        assertThat(client.request("LIST_SUBSCRIPTIONS", 4).getJsonArray("result")).isEmpty();
        assertThat(client.request("LIST_SUBSCRIPTIONS", 5).getJsonArray("result")).isEmpty();
        assertThat(client.drain()).isEmpty();
    }

    @Test
    void sendsEnvelopesToWhoeverSubscribesOnACombinedConnection() throws Exception {
        SimulatedClient client = connect("/stream");

        assertThat(client.request("SUBSCRIBE", 9, "btcusdt@bookTicker").getValue("result"))
                .isNull();

        assertThat(new JsonObject(client.next()).getString("stream"))
                .isEqualTo("btcusdt@bookTicker");
    }

    @Test
    void refusesUnknownStreamsMethodsAndTexts() throws Exception {
        SimulatedClient client = connect("/ws");

        JsonObject stream = client.request("SUBSCRIBE", 1, "btcusdt@trade", "nope@trade");
        JsonObject method = client.request("DANCE", 2);
        client.send("{not json");
        JsonObject text = new JsonObject(client.next());

        assertThat(stream.encode())
                .isEqualTo(
                        "{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid"
                                + " stream\"},\"id\":1}");
        assertThat(method.getJsonObject("error").getInteger("code")).isEqualTo(2);
        assertThat(text.getJsonObject("error").getInteger("code")).isEqualTo(3);
        assertThat(client.request("LIST_SUBSCRIPTIONS", 3).getJsonArray("result")).isEmpty();
    }

    @Test
    void echoesTextIds() throws Exception {
        SimulatedClient client = connect("/ws");

        client.send("{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":\"a-b\"}");

        assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":\"a-b\"}");
    }

    @Test
    void takesTwoHundredStreamsInTheAddress() throws Exception {
        String streams =
                SimulatorConfig.defaults().symbols().stream()
                        .map(s -> s.toLowerCase(Locale.ROOT))
                        .flatMap(s ->
                                List.of("1s", "1m", "3m", "5m", "15m", "30m", "1h", "12h").stream()
                                        .map(i -> s + "@kline_" + i))
                        .collect(Collectors.joining("/"));

        SimulatedClient client = connect("/stream?streams=" + streams);

        JsonArray subscribed = client.request("LIST_SUBSCRIPTIONS", 1).getJsonArray("result");
        assertThat(subscribed).hasSize(200);
    }

    @Test
    void updatesOpenBarsAndClosesEachBarOnce() throws Exception {
        SimulatedClient client =
                connect("/stream?streams=btcusdt@kline_1s/btcusdt@kline_1m/btcusdt@kline_1M");

        JsonObject open =
                client.next(m -> m.getString("stream").endsWith("1M")).getJsonObject("data");
        JsonObject first = client.next(m -> m.getString("stream").endsWith("1s"));
        JsonObject second = client.next(m -> m.getString("stream").endsWith("1s"));

        assertThat(open.fieldNames()).containsExactly("e", "E", "s", "k");
        assertThat(open.getJsonObject("k").fieldNames())
                .containsExactly(
                        "t", "T", "s", "i", "f", "L", "o", "c", "h", "l", "v", "n", "x", "q", "V",
                        "Q", "B");
        assertThat(open.getJsonObject("k").getBoolean("x")).isFalse();
        JsonObject bar = first.getJsonObject("data").getJsonObject("k");
        JsonObject next = second.getJsonObject("data").getJsonObject("k");
        assertThat(bar.getBoolean("x")).isTrue();
        assertThat(next.getLong("t")).isEqualTo(bar.getLong("t") + 1_000);
        assertThat(first.getJsonObject("data").getLong("E"))
                .isGreaterThanOrEqualTo(next.getLong("t"));
    }

    @Test
    void forgetsAClientThatLeaves() throws Exception {
        int before = SIMULATOR.counters().subscriptions();
        SimulatedClient client = connect("/ws/btcusdt@trade/btcusdt@kline_1m");
        assertThat(client.next()).isNotEmpty();
        assertThat(SIMULATOR.counters().subscriptions()).isGreaterThanOrEqualTo(before);
        int open = SIMULATOR.counters().connectionsOpen();

        client.close();

        assertThat(client.isClosed()).isTrue();
        Deadline.until(() -> SIMULATOR.counters().connectionsOpen() < open);
    }
}
