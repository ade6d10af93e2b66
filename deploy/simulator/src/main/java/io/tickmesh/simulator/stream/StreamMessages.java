package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.market.TradeTape;
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

    /// Writes the last entry of the tape.
    static void aggregateTrade(
            JsonBytes json,
            String tail,
            Instrument instrument,
            TradeTape aggregates,
            long eventMillis) {
        int last = aggregates.size() - 1;
        json.raw("{\"e\":\"aggTrade\",\"E\":").number(eventMillis).raw(tail);
        json.raw(",\"s\":\"").raw(instrument.symbol());
        json.raw("\",\"a\":").number(aggregates.id(last));
        json.raw(",\"p\":").decimal(aggregates.ticks(last), instrument.priceDecimals());
        json.raw(",\"q\":").decimal(aggregates.steps(last), instrument.quantityDecimals());
        json.raw(",\"f\":").number(aggregates.firstId(last));
        json.raw(",\"l\":").number(aggregates.lastId(last));
        json.raw(",\"T\":").number(aggregates.millis(last)).raw(tail);
        json.raw(
                aggregates.buyerMaker(last)
                        ? ",\"m\":true,\"M\":true}"
                        : ",\"m\":false,\"M\":true}");
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
        kline(json, tail, instrument, bars, bars.size() - 1, !bars.hasOpenBar(), eventMillis);
    }

    /// Writes a bar of the series.
    static void kline(
            JsonBytes json,
            String tail,
            Instrument instrument,
            BarSeries bars,
            int index,
            boolean closed,
            long eventMillis) {
        int price = instrument.priceDecimals();
        int quantity = instrument.quantityDecimals();
        int notional = instrument.notionalDecimals();
        json.raw("{\"e\":\"kline\",\"E\":").number(eventMillis).raw(tail);
        json.raw(",\"s\":\"").raw(instrument.symbol());
        json.raw("\",\"k\":{\"t\":").number(bars.openTimeMillis(index)).raw(tail);
        json.raw(",\"T\":").number(bars.closeTimeMillis(index)).raw(tail);
        json.raw(",\"s\":\"").raw(instrument.symbol());
        json.raw("\",\"i\":\"").raw(bars.interval().label());
        json.raw("\",\"f\":").number(bars.firstTradeId(index));
        json.raw(",\"L\":").number(bars.lastTradeId(index));
        json.raw(",\"o\":").decimal(bars.open(index), price);
        json.raw(",\"c\":").decimal(bars.close(index), price);
        json.raw(",\"h\":").decimal(bars.high(index), price);
        json.raw(",\"l\":").decimal(bars.low(index), price);
        json.raw(",\"v\":").decimal(bars.volume(index), quantity);
        json.raw(",\"n\":").number(bars.tradeCount(index));
        json.raw(closed ? ",\"x\":true,\"q\":" : ",\"x\":false,\"q\":");
        json.decimal(bars.notional(index), notional);
        json.raw(",\"V\":").decimal(bars.takerVolume(index), quantity);
        json.raw(",\"Q\":").decimal(bars.takerNotional(index), notional);
        json.raw(",\"B\":\"0\"}}");
    }
}
