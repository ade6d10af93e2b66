package io.tickmesh.simulator.judge;

import static io.tickmesh.simulator.judge.Json.at;
import static io.tickmesh.simulator.judge.Json.number;
import static io.tickmesh.simulator.judge.Json.objects;
import static org.assertj.core.api.Assertions.assertThat;

import com.binance.connector.client.WebSocketStreamClient;
import com.binance.connector.client.impl.WebSocketStreamClientImpl;
import com.binance.connector.client.utils.websocketcallback.WebSocketMessageCallback;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Binance's own Java connector listens to the exchange's streams, each in an address of its own or many in one.
class ConnectorStreamIT {

    private static final Accused EXCHANGE = new Accused();

    private final WebSocketStreamClient client =
            new WebSocketStreamClientImpl(EXCHANGE.simulator().webSocketUrl());
    private final List<Integer> connections = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();

    /// Closing all at once would end the threads that every client of the connector shares.
    @AfterEach
    void hangUp() {
        connections.forEach(client::closeConnection);
    }

    @AfterAll
    static void close() {
        EXCHANGE.close();
    }

    private List<JsonObject> heard(int atLeast) {
        Accused.until(atLeast + " messages are heard", () -> heard.size() >= atLeast);
        return heard.stream().map(JsonObject::new).toList();
    }

    private static Arguments stream(
            String event, ToIntBiFunction<WebSocketStreamClient, WebSocketMessageCallback> open) {
        return Arguments.of(event, open);
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                stream("trade", (c, ear) -> c.tradeStream("BTCUSDT", ear)),
                stream("aggTrade", (c, ear) -> c.aggTradeStream("BTCUSDT", ear)),
                stream("kline", (c, ear) -> c.klineStream("BTCUSDT", "1s", ear)),
                stream("24hrMiniTicker", (c, ear) -> c.miniTickerStream("BTCUSDT", ear)),
                stream("24hrTicker", (c, ear) -> c.symbolTicker("BTCUSDT", ear)),
                stream("1hTicker", (c, ear) -> c.rollingWindowTicker("BTCUSDT", "1h", ear)),
                stream("depthUpdate", (c, ear) -> c.diffDepthStream("BTCUSDT", 100, ear)),
                stream("depthUpdate", (c, ear) -> c.diffDepthStream("BTCUSDT", 1000, ear)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void hearsAStreamOfItsOwn(
            String event, ToIntBiFunction<WebSocketStreamClient, WebSocketMessageCallback> open) {
        connections.add(open.applyAsInt(client, heard::add));

        assertThat(heard(2))
                .allSatisfy(message -> {
                    assertThat(message.getString("e")).isEqualTo(event);
                    assertThat(message.getString("s")).isEqualTo("BTCUSDT");
                    assertThat(message.getLong("E")).isPositive();
                });
    }

    @Test
    void hearsTheBestBidAndAskWithoutATime() {
        connections.add(client.bookTicker("BTCUSDT", heard::add));

        assertThat(heard(10))
                .allSatisfy(quote -> {
                    assertThat(quote.fieldNames()).containsExactly("u", "s", "b", "B", "a", "A");
                    assertThat(number(quote, "b")).isLessThan(number(quote, "a"));
                })
                .extracting(quote -> quote.getLong("u"))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000})
    void hearsTheBestLevelsOfTheBook(int everyMillis) {
        connections.add(client.partialDepthStream("BTCUSDT", 5, everyMillis, heard::add));

        assertThat(heard(3))
                .allSatisfy(book -> {
                    assertThat(book.fieldNames()).containsExactly("lastUpdateId", "bids", "asks");
                    assertThat(book.getJsonArray("bids")).hasSize(5);
                    assertThat(book.getJsonArray("asks")).hasSize(5);
                    assertThat(best(book, "bids")).isLessThan(best(book, "asks"));
                })
                .extracting(book -> book.getLong("lastUpdateId"))
                .isSorted();
    }

    private static double best(JsonObject book, String side) {
        return number(book.getJsonArray(side).getJsonArray(0).getValue(0));
    }

    @Test
    void hearsTheTickersOfAllSymbolsInOneMessage() {
        connections.add(client.allMiniTickerStream(heard::add));
        Accused.until("tickers are heard", () -> !heard.isEmpty());

        List<JsonObject> tickers = objects(new JsonArray(heard.element()));

        assertThat(tickers).hasSizeGreaterThan(5);
        assertThat(tickers)
                .allSatisfy(t -> assertThat(t.getString("e")).isEqualTo("24hrMiniTicker"));
    }

    @Test
    void hearsManyStreamsInOneAddress() {
        ArrayList<String> names =
                new ArrayList<>(
                        List.of(
                                "btcusdt@trade",
                                "btcusdt@aggTrade",
                                "btcusdt@kline_1s",
                                "btcusdt@kline_1m",
                                "ethusdt@kline_1h@+08:00",
                                "btcusdt@bookTicker",
                                "btcusdt@miniTicker",
                                "ethusdt@ticker",
                                "ethusdt@ticker_4h",
                                "btcusdt@avgPrice",
                                "btcusdt@depth",
                                "ethusdt@depth@100ms",
                                "btcusdt@depth10",
                                "btcusdt@depth20@100ms",
                                "!miniTicker@arr",
                                "!ticker_1h@arr"));
        connections.add(client.combineStreams(names, heard::add));

        Accused.until("every stream is heard", () -> names(heard(1)).containsAll(names));

        assertThat(names(heard(1))).containsExactlyInAnyOrderElementsOf(names);
    }

    private static Set<String> names(List<JsonObject> messages) {
        return messages.stream().map(m -> m.getString("stream")).collect(Collectors.toSet());
    }

    @Test
    void hearsEveryTradeThatRestHas() {
        connections.add(client.tradeStream("BTCUSDT", heard::add));
        List<JsonObject> trades = heard(40);

        Map<Long, JsonObject> happened = byId("trades", "id");
        long id = trades.getFirst().getLong("t");
        for (JsonObject trade : trades) {
            JsonObject expected = at(happened, id);
            assertThat(trade.getLong("t")).isEqualTo(id++);
            assertThat(trade.getString("p")).isEqualTo(expected.getString("price"));
            assertThat(trade.getString("q")).isEqualTo(expected.getString("qty"));
            assertThat(trade.getLong("T")).isEqualTo(expected.getLong("time"));
            assertThat(trade.getBoolean("m")).isEqualTo(expected.getBoolean("isBuyerMaker"));
        }
    }

    @Test
    void hearsEveryAggregateTradeThatRestHas() {
        connections.add(client.aggTradeStream("BTCUSDT", heard::add));
        List<JsonObject> trades = heard(40);

        Map<Long, JsonObject> happened = byId("aggTrades", "a");
        long id = trades.getFirst().getLong("a");
        for (JsonObject trade : trades) {
            JsonObject expected = at(happened, id);
            assertThat(trade.getLong("a")).isEqualTo(id++);
            for (String key : List.of("p", "q", "f", "l", "T", "m", "M")) {
                assertThat(trade.getValue(key)).as(key).isEqualTo(expected.getValue(key));
            }
        }
    }

    private static Map<Long, JsonObject> byId(String call, String id) {
        return objects(EXCHANGE.list(call + "?symbol=BTCUSDT&limit=1000")).stream()
                .collect(Collectors.toMap(trade -> trade.getLong(id), Function.identity()));
    }

    @Test
    void hearsChangesOfTheBookWithoutAHole() {
        connections.add(client.diffDepthStream("BTCUSDT", 100, heard::add));
        List<JsonObject> changes = heard(15);

        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i).getLong("U"))
                    .isEqualTo(changes.get(i - 1).getLong("u") + 1)
                    .isLessThanOrEqualTo(changes.get(i).getLong("u"));
        }
    }

    @Test
    void learnsOfACutAndGoesOnWithANewConnection() throws Exception {
        AtomicInteger cuts = new AtomicInteger();
        connections.add(
                client.tradeStream(
                        "BTCUSDT",
                        _ -> {},
                        heard::add,
                        (_, _) -> {},
                        (_, _) -> cuts.incrementAndGet(),
                        (_, _) -> cuts.incrementAndGet()));
        long last = heard(5).getLast().getLong("t");

        EXCHANGE.simulator().cutConnections().await();
        Accused.until("the connector tells of the cut", () -> cuts.get() == 1);
        heard.clear();
        connections.add(client.tradeStream("BTCUSDT", heard::add));

        long next = heard(5).getFirst().getLong("t");
        assertThat(next).isGreaterThan(last);
        assertThat(byId("trades", "id")).containsKeys(last, last + 1, next - 1, next);
    }
}
