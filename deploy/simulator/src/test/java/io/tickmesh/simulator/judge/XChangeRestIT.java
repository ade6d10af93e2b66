package io.tickmesh.simulator.judge;

import static io.tickmesh.simulator.judge.Json.at;
import static io.tickmesh.simulator.judge.Json.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.marketdata.BinanceKline;
import org.knowm.xchange.binance.dto.marketdata.KlineInterval;
import org.knowm.xchange.binance.service.BinanceMarketDataService;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Ticker;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.dto.meta.InstrumentMetaData;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.instrument.Instrument;

/// XChange, which reads every field into a type of its own, asks the exchange over REST. Time stands still while it asks.
class XChangeRestIT {

    private static final Accused EXCHANGE = new Accused();
    private static final Instrument BITCOIN = CurrencyPair.BTC_USDT;

    private final Exchange client = ExchangeFactory.INSTANCE.createExchange(specification());
    private final BinanceMarketDataService market =
            (BinanceMarketDataService) client.getMarketDataService();

    private static ExchangeSpecification specification() {
        ExchangeSpecification specification = new ExchangeSpecification(BinanceExchange.class);
        specification.setSslUri(EXCHANGE.simulator().restUrl());
        return specification;
    }

    @BeforeAll
    static void trade() {
        EXCHANGE.stopAfterTrades(60);
    }

    @AfterAll
    static void close() {
        EXCHANGE.close();
    }

    private static BigDecimal number(JsonObject object, String key) {
        return new BigDecimal(object.getString(key));
    }

    @Test
    void findsEveryMarketWithItsSteps() {
        List<JsonObject> symbols = objects(EXCHANGE.object("exchangeInfo").getJsonArray("symbols"));

        assertThat(client.getExchangeInstruments()).hasSameSizeAs(symbols);
        for (JsonObject symbol : symbols) {
            CurrencyPair pair =
                    new CurrencyPair(symbol.getString("baseAsset"), symbol.getString("quoteAsset"));
            InstrumentMetaData found = at(client.getExchangeMetaData().getInstruments(), pair);
            assertThat(found.getPriceStepSize())
                    .isEqualByComparingTo(number(filter(symbol, "PRICE_FILTER"), "tickSize"));
            assertThat(found.getAmountStepSize())
                    .isEqualByComparingTo(number(filter(symbol, "LOT_SIZE"), "stepSize"));
            assertThat(found.getCounterMinimumAmount())
                    .isEqualByComparingTo(number(filter(symbol, "NOTIONAL"), "minNotional"));
            assertThat(found.isMarketOrderEnabled()).isTrue();
        }
    }

    private static JsonObject filter(JsonObject symbol, String type) {
        return objects(symbol.getJsonArray("filters")).stream()
                .filter(filter -> type.equals(filter.getString("filterType")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsTickers() throws IOException {
        JsonObject expected = EXCHANGE.object("ticker/24hr?symbol=BTCUSDT");

        Ticker ticker = market.getTicker(BITCOIN);

        assertThat(ticker.getLast()).isEqualByComparingTo(number(expected, "lastPrice"));
        assertThat(ticker.getBid()).isEqualByComparingTo(number(expected, "bidPrice"));
        assertThat(ticker.getAskSize()).isEqualByComparingTo(number(expected, "askQty"));
        assertThat(ticker.getVwap()).isEqualByComparingTo(number(expected, "weightedAvgPrice"));
        assertThat(ticker.getQuoteVolume()).isEqualByComparingTo(number(expected, "quoteVolume"));
        assertThat(market.getTickers(null)).hasSameSizeAs(EXCHANGE.list("ticker/24hr"));
    }

    @Test
    void readsTheBook() throws IOException {
        JsonObject expected = EXCHANGE.object("depth?symbol=BTCUSDT&limit=50");

        OrderBook book = market.getOrderBook(BITCOIN, 50);

        assertThat(levels(book.getBids())).isEqualTo(levels(expected.getJsonArray("bids")));
        assertThat(levels(book.getAsks())).isEqualTo(levels(expected.getJsonArray("asks")));
    }

    private static List<String> levels(List<LimitOrder> orders) {
        return orders.stream()
                .map(order -> level(order.getLimitPrice(), order.getOriginalAmount()))
                .toList();
    }

    private static List<String> levels(JsonArray rows) {
        return rows.stream()
                .map(JsonArray.class::cast)
                .map(row ->
                        level(new BigDecimal(row.getString(0)), new BigDecimal(row.getString(1))))
                .toList();
    }

    private static String level(BigDecimal price, BigDecimal quantity) {
        return price.stripTrailingZeros().toPlainString()
                + " x "
                + quantity.stripTrailingZeros().toPlainString();
    }

    @Test
    void readsTrades() throws IOException {
        List<JsonObject> expected = objects(EXCHANGE.list("aggTrades?symbol=BTCUSDT"));

        List<Trade> trades = market.getTrades(BITCOIN).getTrades();

        assertThat(trades).hasSameSizeAs(expected);
        for (int i = 0; i < trades.size(); i++) {
            Trade trade = trades.get(i);
            assertThat(trade.getId()).isEqualTo(String.valueOf(expected.get(i).getLong("a")));
            assertThat(trade.getPrice()).isEqualByComparingTo(number(expected.get(i), "p"));
            assertThat(trade.getOriginalAmount())
                    .isEqualByComparingTo(number(expected.get(i), "q"));
            assertThat(trade.getTimestamp().toInstant())
                    .isEqualTo(Instant.ofEpochMilli(expected.get(i).getLong("T")));
            // It names the side of the maker.
            assertThat(trade.getType())
                    .isEqualTo(
                            expected.get(i).getBoolean("m")
                                    ? Order.OrderType.BID
                                    : Order.OrderType.ASK);
        }
    }

    @Test
    void readsCandles() throws IOException {
        JsonArray expected = EXCHANGE.list("klines?symbol=BTCUSDT&interval=5m&limit=30");

        List<BinanceKline> candles = market.klines(BITCOIN, KlineInterval.m5, 30, null, null);

        assertThat(candles).hasSize(30);
        for (int i = 0; i < candles.size(); i++) {
            JsonArray row = expected.getJsonArray(i);
            assertThat(candles.get(i).getOpenTime()).isEqualTo(row.getLong(0));
            assertThat(candles.get(i).getClose())
                    .isEqualByComparingTo(new BigDecimal(row.getString(4)));
            assertThat(candles.get(i).getQuoteAssetVolume())
                    .isEqualByComparingTo(new BigDecimal(row.getString(7)));
            assertThat(candles.get(i).getNumberOfTrades()).isEqualTo(row.getLong(8));
        }
    }
}
