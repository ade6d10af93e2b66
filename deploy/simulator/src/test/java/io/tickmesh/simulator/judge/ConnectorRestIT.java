package io.tickmesh.simulator.judge;

import static io.tickmesh.simulator.judge.Json.number;
import static io.tickmesh.simulator.judge.Json.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.binance.connector.client.exceptions.BinanceClientException;
import com.binance.connector.client.exceptions.BinanceServerException;
import com.binance.connector.client.impl.SpotClientImpl;
import com.binance.connector.client.impl.spot.Market;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Binance's own Java connector asks the exchange over REST. Time stands still while it asks.
class ConnectorRestIT {

    private static final Accused EXCHANGE = new Accused();
    private static final Market MARKET =
            new SpotClientImpl(EXCHANGE.simulator().restUrl()).createMarket();

    @BeforeAll
    static void trade() {
        EXCHANGE.stopAfterTrades(60);
    }

    @AfterAll
    static void close() {
        EXCHANGE.close();
    }

    private static Map<String, Object> of(Object... keysAndValues) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            parameters.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return parameters;
    }

    private static Arguments call(
            String expected,
            BiFunction<Market, Map<String, Object>, String> call,
            Object... keysAndValues) {
        return Arguments.of(expected, call, of(keysAndValues));
    }

    static Stream<Arguments> calls() {
        ArrayList<String> both = new ArrayList<>(List.of("BTCUSDT", "ETHUSDT"));
        String query = "?symbols=%5B%22BTCUSDT%22,%22ETHUSDT%22%5D";
        return Stream.of(
                call("ping", (market, _) -> market.ping()),
                call("time", (market, _) -> market.time()),
                call("exchangeInfo", Market::exchangeInfo),
                call("exchangeInfo?symbol=BTCUSDT", Market::exchangeInfo, "symbol", "BTCUSDT"),
                call("exchangeInfo" + query, Market::exchangeInfo, "symbols", both),
                call(
                        "depth?symbol=BTCUSDT&limit=5",
                        Market::depth,
                        "symbol",
                        "BTCUSDT",
                        "limit",
                        5),
                call("trades?symbol=BTCUSDT", Market::trades, "symbol", "BTCUSDT"),
                call("aggTrades?symbol=BTCUSDT", Market::aggTrades, "symbol", "BTCUSDT"),
                call(
                        "klines?symbol=BTCUSDT&interval=15m&limit=7",
                        Market::klines,
                        "symbol",
                        "BTCUSDT",
                        "interval",
                        "15m",
                        "limit",
                        7),
                call(
                        "uiKlines?symbol=BTCUSDT&interval=1h",
                        Market::uiKlines,
                        "symbol",
                        "BTCUSDT",
                        "interval",
                        "1h"),
                call("avgPrice?symbol=BTCUSDT", Market::averagePrice, "symbol", "BTCUSDT"),
                call("ticker/24hr", Market::ticker24H),
                call("ticker/24hr?symbol=BTCUSDT", Market::ticker24H, "symbol", "BTCUSDT"),
                call("ticker/24hr" + query, Market::ticker24H, "symbols", both),
                call("ticker/price", Market::tickerSymbol),
                call("ticker/price?symbol=BTCUSDT", Market::tickerSymbol, "symbol", "BTCUSDT"),
                call("ticker/price" + query, Market::tickerSymbol, "symbols", both),
                call("ticker/bookTicker", Market::bookTicker),
                call("ticker/bookTicker?symbol=BTCUSDT", Market::bookTicker, "symbol", "BTCUSDT"),
                call("ticker/bookTicker" + query, Market::bookTicker, "symbols", both),
                call("ticker?symbol=BTCUSDT", Market::ticker, "symbol", "BTCUSDT"),
                call(
                        "ticker/tradingDay?symbol=BTCUSDT",
                        Market::tradingDayTicker,
                        "symbol",
                        "BTCUSDT"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void isAnsweredAsAPlainRequestIs(
            String expected,
            BiFunction<Market, Map<String, Object>, String> call,
            Map<String, Object> parameters) {
        assertThat(call.apply(MARKET, parameters)).isEqualTo(EXCHANGE.body(expected));
    }

    @Test
    void findsTheSameMarketInEveryAnswer() {
        JsonObject ticker = new JsonObject(MARKET.ticker24H(of("symbol", "BTCUSDT")));
        JsonObject book = new JsonObject(MARKET.depth(of("symbol", "BTCUSDT", "limit", 5000)));
        JsonObject last =
                objects(new JsonArray(MARKET.trades(of("symbol", "BTCUSDT", "limit", 1))))
                        .getFirst();
        JsonObject aggregate =
                objects(new JsonArray(MARKET.aggTrades(of("symbol", "BTCUSDT", "limit", 1))))
                        .getFirst();
        JsonArray minute =
                new JsonArray(MARKET.klines(of("symbol", "BTCUSDT", "interval", "1m", "limit", 1)))
                        .getJsonArray(0);
        JsonObject price = new JsonObject(MARKET.tickerSymbol(of("symbol", "BTCUSDT")));

        assertThat(ticker.getLong("lastId"))
                .isEqualTo(last.getLong("id"))
                .isEqualTo(aggregate.getLong("l"));
        assertThat(number(ticker, "lastPrice"))
                .isEqualTo(number(last, "price"))
                .isEqualTo(number(aggregate, "p"))
                .isEqualTo(number(minute.getValue(4)))
                .isEqualTo(number(price, "price"));
        assertThat(ticker.getString("bidPrice"))
                .isEqualTo(book.getJsonArray("bids").getJsonArray(0).getString(0));
        assertThat(ticker.getString("askQty"))
                .isEqualTo(book.getJsonArray("asks").getJsonArray(0).getString(1));
    }

    @Test
    void pagesThroughAggregateTradesWithoutAHole() {
        List<JsonObject> newest =
                objects(new JsonArray(MARKET.aggTrades(of("symbol", "BTCUSDT", "limit", 40))));
        long from = newest.get(10).getLong("a");

        List<JsonObject> page =
                objects(
                        new JsonArray(
                                MARKET.aggTrades(
                                        of("symbol", "BTCUSDT", "fromId", from, "limit", 20))));

        assertThat(page).isEqualTo(newest.subList(10, 30));
        for (int i = 1; i < newest.size(); i++) {
            assertThat(newest.get(i).getLong("f")).isEqualTo(newest.get(i - 1).getLong("l") + 1);
        }
    }

    @Test
    void readsTheUsedWeightFromTheHeaders() {
        Market counting = new SpotClientImpl(EXCHANGE.simulator().restUrl(), true).createMarket();

        JsonObject first = new JsonObject(counting.ping());
        JsonObject second = new JsonObject(counting.depth(of("symbol", "BTCUSDT", "limit", 1000)));

        assertThat(number(second, "x-mbx-used-weight-1m"))
                .isGreaterThanOrEqualTo(number(first, "x-mbx-used-weight-1m") + 50);
    }

    @Test
    void understandsARefusal() {
        assertThatThrownBy(() -> MARKET.depth(of("symbol", "NOSUCH")))
                .isInstanceOfSatisfying(
                        BinanceClientException.class,
                        e -> {
                            assertThat(e.getHttpStatusCode()).isEqualTo(400);
                            assertThat(e.getErrorCode()).isEqualTo(-1121);
                            assertThat(e.getErrMsg()).isEqualTo("Invalid symbol.");
                        });
    }

    @Test
    void understandsThatTheServerIsInTrouble() throws Exception {
        EXCHANGE.simulator().failRest(503, 1).await();

        assertThatThrownBy(MARKET::ping)
                .isInstanceOfSatisfying(
                        BinanceServerException.class,
                        e -> assertThat(e.getHttpStatusCode()).isEqualTo(503));
        assertThat(MARKET.ping()).isEqualTo("{}");
    }
}
