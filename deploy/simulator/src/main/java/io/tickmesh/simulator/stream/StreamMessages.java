package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;

/// Writes payloads exactly as the exchange spells them.
final class StreamMessages {

    private StreamMessages() {}

    static void trade(
            JsonBytes json,
            String tail,
            Instrument instrument,
            long eventMillis,
            long atMillis,
            long id,
            long ticks,
            long steps,
            boolean buyerMaker) {
        json.raw("{\"e\":\"trade\",\"E\":").number(eventMillis).raw(tail);
        json.raw(",\"s\":\"").raw(instrument.symbol()).raw("\",\"t\":").number(id);
        json.raw(",\"p\":").decimal(ticks, instrument.priceDecimals());
        json.raw(",\"q\":").decimal(steps, instrument.quantityDecimals());
        json.raw(",\"T\":").number(atMillis).raw(tail);
        json.raw(buyerMaker ? ",\"m\":true,\"M\":true}" : ",\"m\":false,\"M\":true}");
    }

    static void bookTicker(JsonBytes json, SymbolBook book) {
        Instrument instrument = book.instrument();
        int price = instrument.priceDecimals();
        int quantity = instrument.quantityDecimals();
        json.raw("{\"u\":").number(book.updateId());
        json.raw(",\"s\":\"").raw(instrument.symbol());
        json.raw("\",\"b\":").decimal(book.bid(), price);
        json.raw(",\"B\":").decimal(book.bidSteps(), quantity);
        json.raw(",\"a\":").decimal(book.ask(), price);
        json.raw(",\"A\":").decimal(book.askSteps(), quantity).raw("}");
    }

    /// Writes the last bar of the series.
    static void kline(
            JsonBytes json, String tail, Instrument instrument, BarSeries bars, long eventMillis) {
        int last = bars.size() - 1;
        int price = instrument.priceDecimals();
        int quantity = instrument.quantityDecimals();
        int notional = instrument.notionalDecimals();
        json.raw("{\"e\":\"kline\",\"E\":").number(eventMillis).raw(tail);
        json.raw(",\"s\":\"").raw(instrument.symbol());
        json.raw("\",\"k\":{\"t\":").number(bars.openTimeMillis(last)).raw(tail);
        json.raw(",\"T\":").number(bars.closeTimeMillis(last)).raw(tail);
        json.raw(",\"s\":\"").raw(instrument.symbol());
        json.raw("\",\"i\":\"").raw(bars.interval().label());
        json.raw("\",\"f\":").number(bars.firstTradeId(last));
        json.raw(",\"L\":").number(bars.lastTradeId(last));
        json.raw(",\"o\":").decimal(bars.open(last), price);
        json.raw(",\"c\":").decimal(bars.close(last), price);
        json.raw(",\"h\":").decimal(bars.high(last), price);
        json.raw(",\"l\":").decimal(bars.low(last), price);
        json.raw(",\"v\":").decimal(bars.volume(last), quantity);
        json.raw(",\"n\":").number(bars.tradeCount(last));
        json.raw(bars.hasOpenBar() ? ",\"x\":false,\"q\":" : ",\"x\":true,\"q\":");
        json.decimal(bars.notional(last), notional);
        json.raw(",\"V\":").decimal(bars.takerVolume(last), quantity);
        json.raw(",\"Q\":").decimal(bars.takerNotional(last), notional);
        json.raw(",\"B\":\"0\"}}");
    }
}
