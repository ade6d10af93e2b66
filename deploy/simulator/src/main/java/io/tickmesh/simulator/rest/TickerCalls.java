package io.tickmesh.simulator.rest;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.RollingStatistics;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;
import java.time.Duration;

/// The calls `avgPrice`, `ticker/24hr`, `ticker/tradingDay`, `ticker`, `ticker/price` and `ticker/bookTicker`.
final class TickerCalls {

    private static final int LIGHT_TICKER = 2;
    private static final int MANY_TICKERS = 4;
    private static final int SOME_DAYS = 40;
    private static final int ALL_DAYS = 80;
    private static final int FEW_SYMBOLS = 20;
    private static final int MOST_NAMED = 100;
    private static final int WEIGHT_PER_WINDOW = 4;
    private static final int MOST_WINDOW_WEIGHT = 200;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int PERCENT_DECIMALS = 3;
    private static final long QUARTER_HOUR_MILLIS = Duration.ofMinutes(15).toMillis();

    private final Market market;
    private final JsonBytes json;

    /// Writes the fields of one symbol after its name.
    private interface Fields {
        void write(SymbolBook book);
    }

    TickerCalls(Market market, JsonBytes json) {
        this.market = market;
        this.json = json;
    }

    int avgPrice(RestQuery query) throws ApiError {
        SymbolBook book = Selection.one(query, market);
        query.requireAllRead();
        json.raw("{\"mins\":5,\"price\":");
        json.decimal(book.averagePrice(market.nowMillis()), Instrument.WIRE_DECIMALS);
        json.raw(",\"closeTime\":").number(book.lastTradeMillis()).raw("}");
        return LIGHT_TICKER;
    }

    int price(RestQuery query) throws ApiError {
        Selection selection = Selection.of(query, market);
        query.requireAllRead();
        writeEach(selection, this::price);
        return selection.single() ? LIGHT_TICKER : MANY_TICKERS;
    }

    private void price(SymbolBook book) {
        json.raw(",\"price\":").decimal(book.lastPrice(), book.instrument().priceDecimals());
    }

    int bookTicker(RestQuery query) throws ApiError {
        Selection selection = Selection.of(query, market);
        query.requireAllRead();
        writeEach(selection, this::quote);
        return selection.single() ? LIGHT_TICKER : MANY_TICKERS;
    }

    private void quote(SymbolBook book) {
        int price = book.instrument().priceDecimals();
        int quantity = book.instrument().quantityDecimals();
        json.raw(",\"bidPrice\":").decimal(book.bid(), price);
        json.raw(",\"bidQty\":").decimal(book.bidSteps(), quantity);
        json.raw(",\"askPrice\":").decimal(book.ask(), price);
        json.raw(",\"askQty\":").decimal(book.askSteps(), quantity);
    }

    int day(RestQuery query) throws ApiError {
        Selection selection = Selection.of(query, market);
        boolean full = full(query);
        query.requireAllRead();
        long openMillis = market.nowMillis() - DAY_MILLIS;
        writeEach(
                selection,
                book -> {
                    RollingStatistics day = book.statistics(KlineInterval.M1).read(openMillis);
                    if (full) {
                        change(book, day);
                        json.raw(",\"prevClosePrice\":");
                        json.decimal(day.previousClose(), book.instrument().priceDecimals());
                        lastPrice(book);
                        json.raw(",\"lastQty\":");
                        json.decimal(book.lastSteps(), book.instrument().quantityDecimals());
                        quote(book);
                        prices(book, day);
                    } else {
                        prices(book, day);
                        lastPrice(book);
                    }
                    totals(book, day, openMillis, market.nowMillis());
                });
        return dayWeight(selection);
    }

    private static int dayWeight(Selection selection) {
        if (selection.named() == 0 || selection.named() > MOST_NAMED) {
            return ALL_DAYS;
        }
        return selection.named() <= FEW_SYMBOLS ? LIGHT_TICKER : SOME_DAYS;
    }

    int tradingDay(RestQuery query) throws ApiError {
        Selection selection = Selection.named(query, market);
        long offsetMillis = TimeZoneOffset.read(query);
        boolean full = full(query);
        query.requireAllRead();
        long now = market.nowMillis();
        long openMillis = KlineInterval.D1.openOf(now + offsetMillis) - offsetMillis;
        // The last millisecond of the day, as the exchange has it.
        long closeMillis = openMillis + DAY_MILLIS - 1;
        KlineInterval bars =
                offsetMillis % QUARTER_HOUR_MILLIS == 0 ? KlineInterval.M15 : KlineInterval.M1;
        writeWindows(selection, full, bars, openMillis, closeMillis);
        return windowWeight(selection);
    }

    int window(RestQuery query) throws ApiError {
        Selection selection = Selection.named(query, market);
        TickerWindow window = TickerWindow.read(query);
        boolean full = full(query);
        query.requireAllRead();
        long now = market.nowMillis();
        long openMillis = KlineInterval.M1.openOf(now - window.millis());
        writeWindows(selection, full, window.bars(), openMillis, now);
        return windowWeight(selection);
    }

    private static int windowWeight(Selection selection) {
        return Math.min(MOST_WINDOW_WEIGHT, WEIGHT_PER_WINDOW * selection.named());
    }

    private void writeWindows(
            Selection selection,
            boolean full,
            KlineInterval bars,
            long openMillis,
            long closeMillis) {
        writeEach(
                selection,
                book -> {
                    RollingStatistics window = book.statistics(bars).read(openMillis);
                    if (full) {
                        change(book, window);
                    }
                    prices(book, window);
                    lastPrice(book);
                    totals(book, window, openMillis, closeMillis);
                });
    }

    /// Writes an object per symbol, in a list unless the request named one.
    private void writeEach(Selection selection, Fields fields) {
        json.raw(selection.single() ? "" : "[");
        for (int i = 0; i < selection.books().size(); i++) {
            SymbolBook book = selection.books().get(i);
            json.raw(i == 0 ? "" : ",").raw("{\"symbol\":\"");
            json.raw(book.instrument().symbol()).raw("\"");
            fields.write(book);
            json.raw("}");
        }
        json.raw(selection.single() ? "" : "]");
    }

    private static boolean full(RestQuery query) throws ApiError {
        String type = query.text("type").orElse("FULL");
        if (!type.equals("FULL") && !type.equals("MINI")) {
            throw ApiError.tickerType();
        }
        return type.equals("FULL");
    }

    private void change(SymbolBook book, RollingStatistics window) {
        json.raw(",\"priceChange\":")
                .signed(
                        window.change(),
                        book.instrument().priceDecimals(),
                        Instrument.WIRE_DECIMALS);
        json.raw(",\"priceChangePercent\":")
                .signed(window.changeMilliPercent(), PERCENT_DECIMALS, PERCENT_DECIMALS);
        json.raw(",\"weightedAvgPrice\":").decimal(window.averagePrice(), Instrument.WIRE_DECIMALS);
    }

    private void prices(SymbolBook book, RollingStatistics window) {
        int price = book.instrument().priceDecimals();
        json.raw(",\"openPrice\":").decimal(window.open(), price);
        json.raw(",\"highPrice\":").decimal(window.high(), price);
        json.raw(",\"lowPrice\":").decimal(window.low(), price);
    }

    private void lastPrice(SymbolBook book) {
        json.raw(",\"lastPrice\":").decimal(book.lastPrice(), book.instrument().priceDecimals());
    }

    private void totals(
            SymbolBook book, RollingStatistics window, long openMillis, long closeMillis) {
        Instrument instrument = book.instrument();
        json.raw(",\"volume\":").decimal(window.volume(), instrument.quantityDecimals());
        json.raw(",\"quoteVolume\":").decimal(window.notional(), instrument.notionalDecimals());
        json.raw(",\"openTime\":").number(openMillis);
        json.raw(",\"closeTime\":").number(closeMillis);
        json.raw(",\"firstId\":").number(window.firstTradeId());
        json.raw(",\"lastId\":").number(window.lastTradeId());
        json.raw(",\"count\":").number(window.tradeCount());
    }
}
