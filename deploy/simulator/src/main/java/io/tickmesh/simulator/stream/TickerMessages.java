package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.RollingStatistics;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;

/// Writes statistics exactly as the exchange spells them. A symbol that did not trade in the window stands at its last price.
///
/// @param tail digits to put after each time in milliseconds
record TickerMessages(JsonBytes json, String tail, SymbolBook book, RollingStatistics statistics) {

    private static final int PERCENT_DECIMALS = 3;

    void begin(String event, long eventMillis) {
        json.raw("{\"e\":\"").raw(event);
        json.raw("\",\"E\":").number(eventMillis).raw(tail);
        json.raw(",\"s\":\"").raw(book.instrument().symbol()).raw("\"");
    }

    void mini() {
        price(",\"c\":", book.lastPrice());
        prices();
        volumes();
        json.raw("}");
    }

    void full(long openMillis, long closeMillis) {
        Instrument instrument = book.instrument();
        int quantity = instrument.quantityDecimals();
        change();
        json.raw(",\"w\":").decimal(average(), Instrument.WIRE_DECIMALS);
        price(",\"x\":", traded(statistics.previousClose()));
        price(",\"c\":", book.lastPrice());
        json.raw(",\"Q\":").decimal(book.lastSteps(), quantity);
        price(",\"b\":", book.bid());
        json.raw(",\"B\":").decimal(book.bidSteps(), quantity);
        price(",\"a\":", book.ask());
        json.raw(",\"A\":").decimal(book.askSteps(), quantity);
        prices();
        volumes();
        end(openMillis, closeMillis);
    }

    void window(long openMillis, long closeMillis) {
        change();
        json.raw(",\"w\":").decimal(average(), Instrument.WIRE_DECIMALS);
        prices();
        price(",\"c\":", book.lastPrice());
        volumes();
        end(openMillis, closeMillis);
    }

    private void change() {
        int price = book.instrument().priceDecimals();
        json.raw(",\"p\":").signed(statistics.change(), price, Instrument.WIRE_DECIMALS);
        json.raw(",\"P\":")
                .signed(statistics.changeMilliPercent(), PERCENT_DECIMALS, PERCENT_DECIMALS);
    }

    private void prices() {
        price(",\"o\":", traded(statistics.open()));
        price(",\"h\":", traded(statistics.high()));
        price(",\"l\":", traded(statistics.low()));
    }

    private void volumes() {
        Instrument instrument = book.instrument();
        json.raw(",\"v\":").decimal(statistics.volume(), instrument.quantityDecimals());
        json.raw(",\"q\":").decimal(statistics.notional(), instrument.notionalDecimals());
    }

    private void end(long openMillis, long closeMillis) {
        json.raw(",\"O\":").number(openMillis).raw(tail);
        json.raw(",\"C\":").number(closeMillis).raw(tail);
        json.raw(",\"F\":").number(statistics.firstTradeId());
        json.raw(",\"L\":").number(statistics.lastTradeId());
        json.raw(",\"n\":").number(statistics.tradeCount()).raw("}");
    }

    private void price(String key, long ticks) {
        json.raw(key).decimal(ticks, book.instrument().priceDecimals());
    }

    private long traded(long ticks) {
        return statistics.tradeCount() == 0 ? book.lastPrice() : ticks;
    }

    private long average() {
        int finer = Instrument.WIRE_DECIMALS - book.instrument().priceDecimals();
        return statistics.tradeCount() == 0
                ? book.lastPrice() * Instrument.powerOfTen(finer)
                : statistics.averagePrice();
    }
}
