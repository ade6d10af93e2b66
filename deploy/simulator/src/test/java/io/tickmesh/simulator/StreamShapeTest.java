package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares what the simulated exchange sends with what the real one documents or was recorded to send: the same keys in the
/// same order, and values of the same kinds.
class StreamShapeTest {

    private static final Path PROTOCOL =
            Path.of("../../../shared/data/protocol/binance/ws").toAbsolutePath().normalize();
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

    private static JsonObject recorded(String file) throws IOException {
        Path path = PROTOCOL.resolve(file);
        assumeThat(path).as("protocol files are not here: " + path).exists();
        JsonObject message = new JsonObject(Files.readString(path));
        return message.containsKey("data") ? message.getJsonObject("data") : message;
    }

    private static JsonObject received(String stream) throws IOException {
        try (RawClient client = RawClient.connect(SIMULATOR, "/stream?streams=" + stream)) {
            JsonObject message = new JsonObject(client.text());
            assertThat(message.fieldNames()).containsExactly("stream", "data");
            assertThat(message.getString("stream")).isEqualTo(stream);
            return message.getJsonObject("data");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "btcusdt@trade, trade.doc.json",
        "btcusdt@trade, trade.btcusdt.capture1.json",
        "btcusdt@aggTrade, agg_trade.doc.json",
        "btcusdt@aggTrade, agg_trade.capture1.json",
        "btcusdt@bookTicker, book_ticker.doc.json",
        "btcusdt@bookTicker, book_ticker.btcusdt.capture1.json",
        "btcusdt@miniTicker, mini_ticker.doc.json",
        "btcusdt@ticker, ticker_24hr.doc.json",
        "btcusdt@kline_1m, kline.doc.json",
        "btcusdt@kline_1m, kline_open.capture1.json",
        "btcusdt@kline_1d@+08:00, kline.doc.json",
        "btcusdt@depth, depth_update.doc.json",
        "btcusdt@depth@100ms, depth_update.btcusdt.capture1.json",
        "btcusdt@depth@1000ms, depth_update.doc.json",
        "btcusdt@depth5, partial_depth.doc.json",
        "btcusdt@depth20@1000ms, partial_depth.doc.json",
        "btcusdt@depth10@100ms, partial_depth.doc.json"
    })
    void sendsWhatTheExchangeSends(String stream, String file) throws Exception {
        JsonObject expected = recorded(file);

        JsonObject received = received(stream);

        assertSameShape(stream, received, expected);
        if (expected.containsKey("e")) {
            assertThat(received.getString("e")).isEqualTo(expected.getString("e"));
            assertThat(received.getString("s")).isEqualTo("BTCUSDT");
        }
    }

    private static void assertSameShape(String at, Object received, Object expected) {
        assertThat(kind(received)).as(at).isEqualTo(kind(expected));
        if (expected instanceof JsonObject object) {
            JsonObject other = (JsonObject) received;
            assertThat(other.fieldNames()).as(at).containsExactlyElementsOf(object.fieldNames());
            object.fieldNames()
                    .forEach(key ->
                            assertSameShape(
                                    at + "." + key, other.getValue(key), object.getValue(key)));
        } else if (expected instanceof JsonArray array && !array.isEmpty()) {
            for (Object element : (JsonArray) received) {
                assertSameShape(at + "[]", element, array.getValue(0));
            }
        }
    }

    private static String kind(Object value) {
        return switch (Objects.requireNonNull(value)) {
            case String text -> text.matches("-?\\d+(\\.\\d+)?") ? "decimal" : "text";
            case Boolean _ -> "boolean";
            case Integer _, Long _ -> "integer";
            case JsonObject _ -> "object";
            case JsonArray _ -> "array";
            default -> value.getClass().getName();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"1h", "4h", "1d"})
    void sendsStatisticsOfWindows(String window) throws Exception {
        JsonObject received = received("btcusdt@ticker_" + window);

        assertThat(received.fieldNames())
                .containsExactly(
                        "e", "E", "s", "p", "P", "w", "o", "h", "l", "c", "v", "q", "O", "C", "F",
                        "L", "n");
        assertThat(received.getString("e")).isEqualTo(window + "Ticker");
        long length = received.getLong("C") - received.getLong("O");
        long hours = window.equals("1d") ? 24 : Long.parseLong(window.substring(0, 1));
        assertThat(received.getLong("O") % 60_000).isZero();
        assertThat(length).isBetween(hours * 3_600_000, hours * 3_600_000 + 59_999);
        assertThat(received.getLong("L") - received.getLong("F") + 1)
                .isEqualTo(received.getLong("n"));
    }

    @Test
    void sendsTheAveragePrice() throws Exception {
        JsonObject received = received("btcusdt@avgPrice");

        assertThat(received.encode())
                .matches(
                        "\\{\"e\":\"avgPrice\",\"E\":\\d{13},\"s\":\"BTCUSDT\",\"i\":\"5m\","
                                + "\"w\":\"\\d+\\.\\d{8}\",\"T\":\\d{13}}");
    }

    @ParameterizedTest
    @CsvSource({
        "!miniTicker@arr, btcusdt@miniTicker",
        "!ticker_1h@arr, btcusdt@ticker_1h",
        "!ticker_4h@arr, btcusdt@ticker_4h",
        "!ticker_1d@arr, btcusdt@ticker_1d"
    })
    void sendsStatisticsOfAllSymbolsInOneMessage(String stream, String single) throws Exception {
        JsonObject one = received(single);

        try (RawClient client = RawClient.connect(SIMULATOR, "/ws/" + stream)) {
            JsonArray all = new JsonArray(client.text());

            assertThat(all).hasSize(SimulatorConfig.defaults().symbols().size());
            all.forEach(each -> assertSameShape(stream, each, one));
            assertThat(all.stream().map(each -> ((JsonObject) each).getString("s")))
                    .containsExactlyElementsOf(SimulatorConfig.defaults().symbols());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 20})
    void sendsTheBestLevels(int levels) throws Exception {
        JsonObject book = received("ethusdt@depth" + levels + "@100ms");

        assertThat(book.getJsonArray("bids")).hasSize(levels);
        assertThat(book.getJsonArray("asks")).hasSize(levels);
        for (int i = 1; i < levels; i++) {
            assertThat(price(book, "bids", i)).isLessThan(price(book, "bids", i - 1));
            assertThat(price(book, "asks", i)).isGreaterThan(price(book, "asks", i - 1));
        }
        assertThat(price(book, "bids", 0)).isLessThan(price(book, "asks", 0));
    }

    private static double price(JsonObject book, String side, int level) {
        return Double.parseDouble(book.getJsonArray(side).getJsonArray(level).getString(0));
    }
}
