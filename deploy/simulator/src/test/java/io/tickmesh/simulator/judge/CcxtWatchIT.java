package io.tickmesh.simulator.judge;

import static io.tickmesh.simulator.judge.Json.at;
import static io.tickmesh.simulator.judge.Json.number;
import static io.tickmesh.simulator.judge.Json.objects;
import static io.tickmesh.simulator.judge.Json.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What ccxt saw on the streams is what REST says happened.
class CcxtWatchIT {

    private static final String SECONDS = "8";

    private static final Accused EXCHANGE = new Accused();
    private static Ccxt.Facts facts = new Ccxt.Facts(List.of());

    @BeforeAll
    static void watch() throws Exception {
        Ccxt.install();
        facts = Ccxt.judge("watch", EXCHANGE.simulator().restUrl(), SECONDS);
        // REST has only so many trades: those that were seen must still be there.
        EXCHANGE.stop();
    }

    @AfterAll
    static void close() {
        EXCHANGE.close();
    }

    @Test
    void reportsNoError() {
        assertThat(facts.all("error")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTC/USDT", "ETH/USDT"})
    void seesEveryTradeOnce(String symbol) {
        // given BTC/USDT is watched by itself, ETH/USDT together with another
        String fact = symbol.startsWith("BTC") ? "watchTrades" : "watchTradesForSymbols";
        List<JsonObject> seen =
                facts.entries(fact).stream()
                        .filter(trade -> symbol.equals(trade.getString("symbol")))
                        .toList();
        Map<Long, JsonObject> happened = trades(symbol);

        assertThat(seen).hasSizeGreaterThan(20);
        long id = Long.parseLong(seen.getFirst().getString("id"));
        for (JsonObject trade : seen) {
            assertThat(trade.getString("id")).isEqualTo(String.valueOf(id));
            JsonObject expected = at(happened, id);
            assertThat(number(trade, "price")).isEqualTo(number(expected, "price"));
            assertThat(number(trade, "amount")).isEqualTo(number(expected, "qty"));
            assertThat(trade.getLong("timestamp")).isEqualTo(expected.getLong("time"));
            assertThat(trade.getString("side"))
                    .isEqualTo(expected.getBoolean("isBuyerMaker") ? "sell" : "buy");
            id++;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watchTicker", "watchFullTicker"})
    void seesTickersWithThePriceOfTheLastTrade(String fact) {
        List<Object> tickers = facts.all(fact);
        Map<Long, JsonObject> happened = trades("BTC/USDT");

        assertThat(tickers).hasSizeGreaterThan(2);
        for (Object each : tickers) {
            JsonObject ticker = (JsonObject) each;
            long time = ticker.getLong("timestamp");
            assertThat(happened.values())
                    .as(ticker.encode())
                    .anySatisfy(trade -> {
                        assertThat(trade.getLong("time")).isBetween(time - 2_000, time);
                        assertThat(number(trade, "price")).isEqualTo(number(ticker, "last"));
                    });
            assertThat(number(ticker, "last"))
                    .isBetween(number(ticker, "low"), number(ticker, "high"));
            assertThat(number(ticker, "open"))
                    .isBetween(number(ticker, "low"), number(ticker, "high"));
        }
    }

    @Test
    void seesTickersOfAllSymbols() {
        Map<String, Object> seen = new TreeMap<>();
        facts.all("watchTickers").forEach(tickers -> seen.putAll(((JsonObject) tickers).getMap()));

        assertThat(seen.keySet()).contains("BTC/USDT", "ETH/USDT").hasSizeGreaterThan(15);
    }

    @Test
    void seesSecondsCloseAsRestHasThem() {
        Map<Long, List<Double>> seen =
                bars(facts.all("watchOHLCV").stream().map(JsonArray.class::cast).toList());
        Map<Long, List<Double>> happened =
                bars(List.of(EXCHANGE.list("klines?symbol=BTCUSDT&interval=1s&limit=1000")));
        List<Long> closed = new ArrayList<>(seen.keySet());
        closed.removeLast();

        assertThat(closed).hasSizeGreaterThan(3);
        assertThat(closed).allSatisfy(t -> assertThat(at(seen, t)).isEqualTo(at(happened, t)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTC/USDT", "ETH/USDT"})
    void seesTheOpenMinuteOfEachOfManySymbols(String symbol) {
        Map<Long, List<Double>> seen =
                bars(
                        rowsOf("watchOHLCVForSymbols", symbol)
                                .map(row -> row.getJsonArray(1))
                                .toList());
        Map<Long, List<Double>> happened =
                bars(
                        List.of(
                                EXCHANGE.list(
                                        "klines?interval=1m&symbol=" + symbol.replace("/", ""))));

        assertThat(seen).isNotEmpty();
        seen.forEach((time, bar) -> {
            assertThat(bar.get(1)).as("open").isEqualTo(at(happened, time).get(1));
            assertThat(bar.get(2)).as("high").isLessThanOrEqualTo(at(happened, time).get(2));
            assertThat(bar.get(5)).as("volume").isLessThanOrEqualTo(at(happened, time).get(5));
        });
    }

    private static Stream<JsonArray> rowsOf(String fact, String symbol) {
        return facts.all(fact).stream()
                .flatMap(rows -> ((JsonArray) rows).stream())
                .map(JsonArray.class::cast)
                .filter(row -> symbol.equals(row.getString(0)));
    }

    @Test
    void holdsTheSameBookAsRestWhereverBothSawTheSameUpdate() {
        List<Object> same = facts.all("sameBook");

        assertThat(same).as(facts.object("seen").encode()).isNotEmpty();
        for (Object each : same) {
            JsonObject book = (JsonObject) each;
            for (String side : List.of("bids", "asks")) {
                assertThat(rows(book.getJsonObject("watched").getJsonArray(side), 2))
                        .as(side + " at update " + book.getLong("id"))
                        .isEqualTo(rows(book.getJsonObject("rest").getJsonArray(side), 2));
            }
        }
    }

    @Test
    void seesTheBestBidAndAskThatTheBookHasAtTheSameUpdate() {
        List<Object> same = facts.all("sameQuote");

        assertThat(same).as(facts.object("seen").encode()).isNotEmpty();
        for (Object each : same) {
            JsonObject quote = (JsonObject) each;
            assertThat(quote.getJsonArray("watched"))
                    .as("update " + quote.getLong("id"))
                    .isEqualTo(quote.getJsonArray("rest"));
        }
    }

    @Test
    void neverSeesACrossedBook() {
        List<List<Double>> best = rows(facts.list("best"), 2);

        assertThat(best).hasSizeGreaterThan(20);
        assertThat(best).allSatisfy(prices -> assertThat(prices.get(0)).isLessThan(prices.get(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTC/USDT", "ETH/USDT"})
    void neverSeesACrossedBookAmongMany(String symbol) {
        List<JsonArray> best = rowsOf("watchOrderBookForSymbols", symbol).toList();

        assertThat(best).hasSizeGreaterThan(10);
        assertThat(best)
                .allSatisfy(row -> assertThat(row.getDouble(1)).isLessThan(row.getDouble(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unWatchTrades", "unWatchOHLCV", "unWatchOrderBook"})
    void isToldThatItNoLongerWatches(String fact) {
        assertThat(facts.all(fact)).hasSize(1);
    }

    private static Map<Long, JsonObject> trades(String symbol) {
        return objects(EXCHANGE.list("trades?limit=1000&symbol=" + symbol.replace("/", "")))
                .stream()
                .collect(Collectors.toMap(trade -> trade.getLong("id"), Function.identity()));
    }

    /// Returns the last state of every bar by its time.
    private static Map<Long, List<Double>> bars(List<JsonArray> updates) {
        Map<Long, List<Double>> last = new LinkedHashMap<>();
        updates.forEach(update ->
                rows(update, 6).forEach(bar -> last.put(bar.getFirst().longValue(), bar)));
        return last;
    }
}
