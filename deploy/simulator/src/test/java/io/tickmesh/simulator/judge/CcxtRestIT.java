package io.tickmesh.simulator.judge;

import static io.tickmesh.simulator.judge.Json.at;
import static io.tickmesh.simulator.judge.Json.number;
import static io.tickmesh.simulator.judge.Json.objects;
import static io.tickmesh.simulator.judge.Json.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What ccxt makes of the answers to REST calls is what the exchange meant. Time stands still while it asks.
class CcxtRestIT {

    private static final Accused EXCHANGE = new Accused();
    private static Ccxt.Facts facts = new Ccxt.Facts(List.of());

    @BeforeAll
    static void ask() throws Exception {
        Ccxt.install();
        EXCHANGE.stopAfterTrades(60);
        facts = Ccxt.judge("rest", EXCHANGE.simulator().restUrl());
    }

    @AfterAll
    static void close() {
        EXCHANGE.close();
    }

    @Test
    void findsEveryMarketWithItsStepsAndLimits() {
        JsonObject markets = facts.object("loadMarkets");
        List<JsonObject> symbols = objects(EXCHANGE.object("exchangeInfo").getJsonArray("symbols"));

        assertThat(markets.size()).isEqualTo(symbols.size());
        for (JsonObject symbol : symbols) {
            Map<String, JsonObject> filters =
                    objects(symbol.getJsonArray("filters")).stream()
                            .collect(Collectors.toMap(f -> f.getString("filterType"), f -> f));
            JsonObject market =
                    markets.getJsonObject(
                            symbol.getString("baseAsset") + "/" + symbol.getString("quoteAsset"));
            JsonObject precision = market.getJsonObject("precision");
            JsonObject limits = market.getJsonObject("limits");
            assertThat(market.getString("id")).isEqualTo(symbol.getString("symbol"));
            assertThat(market.getBoolean("active")).isTrue();
            assertThat(market.getBoolean("spot")).isTrue();
            assertThat(precision.getDouble("price"))
                    .isEqualTo(number(at(filters, "PRICE_FILTER"), "tickSize"));
            assertThat(precision.getDouble("amount"))
                    .isEqualTo(number(at(filters, "LOT_SIZE"), "stepSize"));
            assertThat(limits.getJsonObject("amount").getDouble("min"))
                    .isEqualTo(number(at(filters, "LOT_SIZE"), "minQty"));
            assertThat(limits.getJsonObject("cost").getDouble("min"))
                    .isEqualTo(number(at(filters, "NOTIONAL"), "minNotional"));
        }
    }

    @Test
    void readsTheServersTime() {
        assertThat(facts.only("fetchTime"))
                .isEqualTo(EXCHANGE.object("time").getValue("serverTime"));
    }

    @Test
    void readsCandles() {
        JsonArray expected = EXCHANGE.list("klines?symbol=BTCUSDT&interval=1m&limit=100");

        assertThat(expected.size()).isEqualTo(100);
        assertThat(rows(facts.list("fetchOHLCV"), 6)).isEqualTo(rows(expected, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "bid, bidPrice",
        "bidVolume, bidQty",
        "ask, askPrice",
        "askVolume, askQty",
        "last, lastPrice",
        "close, lastPrice",
        "open, openPrice",
        "high, highPrice",
        "low, lowPrice",
        "baseVolume, volume",
        "quoteVolume, quoteVolume",
        "vwap, weightedAvgPrice",
        "change, priceChange",
        "percentage, priceChangePercent",
        "previousClose, prevClosePrice",
        "timestamp, closeTime"
    })
    void readsTickers(String field, String key) {
        JsonObject bitcoin = EXCHANGE.object("ticker/24hr?symbol=BTCUSDT");
        JsonObject ether = EXCHANGE.object("ticker/24hr?symbol=ETHUSDT");
        JsonObject both = facts.object("fetchTickers");

        assertThat(number(facts.object("fetchTicker"), field)).isEqualTo(number(bitcoin, key));
        assertThat(both.fieldNames()).containsExactlyInAnyOrder("BTC/USDT", "ETH/USDT");
        assertThat(number(both.getJsonObject("BTC/USDT"), field)).isEqualTo(number(bitcoin, key));
        assertThat(number(both.getJsonObject("ETH/USDT"), field)).isEqualTo(number(ether, key));
    }

    @Test
    void readsTheBestBidsAndAsks() {
        JsonObject both = facts.object("fetchBidsAsks");

        assertThat(both.fieldNames()).contains("BTC/USDT", "ETH/USDT");
        for (String symbol : List.of("BTC/USDT", "ETH/USDT")) {
            JsonObject quote = both.getJsonObject(symbol);
            JsonObject expected =
                    EXCHANGE.object("ticker/bookTicker?symbol=" + symbol.replace("/", ""));
            assertThat(number(quote, "bid")).isEqualTo(number(expected, "bidPrice"));
            assertThat(number(quote, "bidVolume")).isEqualTo(number(expected, "bidQty"));
            assertThat(number(quote, "ask")).isEqualTo(number(expected, "askPrice"));
            assertThat(number(quote, "askVolume")).isEqualTo(number(expected, "askQty"));
        }
    }

    @Test
    void readsABookThatIsNotCrossedAndBeginsWithTheBestBidAndAsk() {
        JsonObject book = facts.object("fetchOrderBook");
        JsonObject expected = EXCHANGE.object("depth?symbol=BTCUSDT&limit=100");
        JsonObject best = EXCHANGE.object("ticker/bookTicker?symbol=BTCUSDT");
        List<List<Double>> bids = rows(book.getJsonArray("bids"), 2);
        List<List<Double>> asks = rows(book.getJsonArray("asks"), 2);

        assertThat(book.getLong("nonce")).isEqualTo(expected.getLong("lastUpdateId"));
        assertThat(bids).hasSize(100).isEqualTo(rows(expected.getJsonArray("bids"), 2));
        assertThat(asks).hasSize(100).isEqualTo(rows(expected.getJsonArray("asks"), 2));
        assertThat(bids.getFirst())
                .containsExactly(number(best, "bidPrice"), number(best, "bidQty"));
        assertThat(asks.getFirst())
                .containsExactly(number(best, "askPrice"), number(best, "askQty"));
        assertThat(bids.getFirst().getFirst()).isLessThan(asks.getFirst().getFirst());
    }

    @Test
    void readsAggregateTrades() {
        List<JsonObject> expected = objects(EXCHANGE.list("aggTrades?symbol=BTCUSDT&limit=50"));
        List<JsonObject> trades = facts.entries("fetchTrades");

        assertThat(trades).hasSize(50).hasSameSizeAs(expected);
        for (int i = 0; i < trades.size(); i++) {
            sameTrade(trades.get(i), expected.get(i), "a", "p", "q", "T", "m");
        }
    }

    @Test
    void readsSingleTrades() {
        List<JsonObject> expected = objects(EXCHANGE.list("trades?symbol=BTCUSDT&limit=50"));
        List<JsonObject> trades = facts.entries("fetchSingleTrades");

        assertThat(trades).hasSize(50).hasSameSizeAs(expected);
        for (int i = 0; i < trades.size(); i++) {
            sameTrade(trades.get(i), expected.get(i), "id", "price", "qty", "time", "isBuyerMaker");
        }
    }

    private static void sameTrade(
            JsonObject trade,
            JsonObject expected,
            String id,
            String price,
            String quantity,
            String time,
            String buyerIsMaker) {
        assertThat(trade.getString("id")).isEqualTo(String.valueOf(expected.getValue(id)));
        assertThat(number(trade, "price")).isEqualTo(number(expected, price));
        assertThat(number(trade, "amount")).isEqualTo(number(expected, quantity));
        assertThat(trade.getLong("timestamp")).isEqualTo(expected.getLong(time));
        assertThat(trade.getString("side"))
                .isEqualTo(expected.getBoolean(buyerIsMaker) ? "sell" : "buy");
    }
}
