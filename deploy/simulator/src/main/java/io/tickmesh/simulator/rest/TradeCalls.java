package io.tickmesh.simulator.rest;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.market.TradeTape;
import io.tickmesh.simulator.wire.JsonBytes;
import java.util.Optional;

/// The calls `trades`, `historicalTrades` and `aggTrades`.
final class TradeCalls {

    private static final int USUAL_TRADES = 500;
    private static final int MOST_TRADES = 1_000;
    private static final int TRADES_WEIGHT = 25;
    private static final int AGGREGATES_WEIGHT = 4;

    private final Market market;
    private final JsonBytes json;

    TradeCalls(Market market, JsonBytes json) {
        this.market = market;
        this.json = json;
    }

    int trades(RestQuery query) throws ApiError {
        SymbolBook book = Selection.one(query, market);
        int limit = query.limit(USUAL_TRADES, MOST_TRADES);
        query.requireAllRead();
        write(book, latest(book.trades(), limit), limit);
        return TRADES_WEIGHT;
    }

    int historicalTrades(RestQuery query) throws ApiError {
        SymbolBook book = Selection.one(query, market);
        int limit = query.limit(USUAL_TRADES, MOST_TRADES);
        Optional<Long> fromId = query.number("fromId");
        query.requireAllRead();
        write(book, fromId.orElse(latest(book.trades(), limit)), limit);
        return TRADES_WEIGHT;
    }

    private static long latest(TradeTape tape, int limit) {
        return tape.size() == 0 ? 0 : tape.lastId(tape.size() - 1) - limit + 1;
    }

    /// Writes trades one by one, also those that were recorded as several in one.
    private void write(SymbolBook book, long fromId, int limit) {
        TradeTape tape = book.trades();
        int written = 0;
        json.raw("[");
        for (int i = tape.indexFromTradeId(fromId); i < tape.size() && written < limit; i++) {
            for (long id = Math.max(fromId, tape.firstId(i));
                    id <= tape.lastId(i) && written < limit;
                    id++) {
                json.raw(written == 0 ? "" : ",");
                trade(book.instrument(), tape, i, id);
                written++;
            }
        }
        json.raw("]");
    }

    private void trade(Instrument instrument, TradeTape tape, int index, long id) {
        long steps = tape.stepsOf(index, id);
        json.raw("{\"id\":").number(id);
        json.raw(",\"price\":").decimal(tape.ticks(index), instrument.priceDecimals());
        json.raw(",\"qty\":").decimal(steps, instrument.quantityDecimals());
        json.raw(",\"quoteQty\":")
                .decimal(
                        instrument.notional(tape.ticks(index), steps),
                        instrument.notionalDecimals());
        json.raw(",\"time\":").number(tape.millis(index));
        json.raw(",\"isBuyerMaker\":").bool(tape.buyerMaker(index));
        json.raw(",\"isBestMatch\":true}");
    }

    int aggTrades(RestQuery query) throws ApiError {
        SymbolBook book = Selection.one(query, market);
        Optional<Long> fromId = query.number("fromId");
        Optional<Long> start = query.number("startTime");
        Optional<Long> end = query.number("endTime");
        int limit = query.limit(USUAL_TRADES, MOST_TRADES);
        query.requireAllRead();
        if (fromId.isPresent() && (start.isPresent() || end.isPresent())) {
            throw ApiError.combination();
        }
        TradeTape tape = book.aggregates();
        int until = end.isPresent() ? tape.indexFromMillis(end.get() + 1) : tape.size();
        // Without a beginning the latest are meant, with one the earliest from there on.
        int from = Math.max(0, until - limit);
        if (fromId.isPresent()) {
            from = tape.indexFromId(fromId.get());
        } else if (start.isPresent()) {
            from = tape.indexFromMillis(start.get());
        }
        json.raw("[");
        for (int i = from; i < Math.min(until, from + limit); i++) {
            json.raw(i == from ? "" : ",");
            aggregate(book.instrument(), tape, i);
        }
        json.raw("]");
        return AGGREGATES_WEIGHT;
    }

    private void aggregate(Instrument instrument, TradeTape tape, int index) {
        json.raw("{\"a\":").number(tape.id(index));
        json.raw(",\"p\":").decimal(tape.ticks(index), instrument.priceDecimals());
        json.raw(",\"q\":").decimal(tape.steps(index), instrument.quantityDecimals());
        json.raw(",\"f\":").number(tape.firstId(index));
        json.raw(",\"l\":").number(tape.lastId(index));
        json.raw(",\"T\":").number(tape.millis(index));
        json.raw(",\"m\":").bool(tape.buyerMaker(index)).raw(",\"M\":true}");
    }
}
