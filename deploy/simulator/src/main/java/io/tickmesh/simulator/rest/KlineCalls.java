package io.tickmesh.simulator.rest;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;
import java.util.Optional;

/// The calls `klines` and `uiKlines`, which answer the same here.
final class KlineCalls {

    private static final int USUAL_BARS = 500;
    private static final int MOST_BARS = 1_000;
    private static final int WEIGHT = 2;

    private final Market market;
    private final JsonBytes json;

    KlineCalls(Market market, JsonBytes json) {
        this.market = market;
        this.json = json;
    }

    int klines(RestQuery query) throws ApiError {
        Optional<String> symbol = query.symbol();
        if (symbol.isEmpty()) {
            throw ApiError.mandatory("symbol");
        }
        Optional<KlineInterval> interval = KlineInterval.ofLabel(query.mandatory("interval"));
        Optional<Long> start = query.number("startTime");
        Optional<Long> end = query.number("endTime");
        long offsetMillis = TimeZoneOffset.read(query);
        int limit = query.limit(USUAL_BARS, MOST_BARS);
        query.requireAllRead();
        SymbolBook book = Selection.one(query, market);
        if (interval.isEmpty()) {
            throw ApiError.interval();
        }
        BarSeries bars = book.bars(interval.get(), offsetMillis);
        // Without a start the latest bars are meant, with one the earliest from there on.
        int to = end.isPresent() ? bars.indexFrom(end.get() + 1) : bars.size();
        int from = start.isPresent() ? bars.indexFrom(start.get()) : Math.max(0, to - limit);
        json.raw("[");
        for (int i = from; i < Math.min(to, from + limit); i++) {
            json.raw(i == from ? "" : ",");
            kline(book.instrument(), bars, i);
        }
        json.raw("]");
        return WEIGHT;
    }

    private void kline(Instrument instrument, BarSeries bars, int index) {
        int price = instrument.priceDecimals();
        int quantity = instrument.quantityDecimals();
        int notional = instrument.notionalDecimals();
        json.raw("[").number(bars.openTimeMillis(index));
        json.raw(",").decimal(bars.open(index), price);
        json.raw(",").decimal(bars.high(index), price);
        json.raw(",").decimal(bars.low(index), price);
        json.raw(",").decimal(bars.close(index), price);
        json.raw(",").decimal(bars.volume(index), quantity);
        json.raw(",").number(bars.closeTimeMillis(index));
        json.raw(",").decimal(bars.notional(index), notional);
        json.raw(",").number(bars.tradeCount(index));
        json.raw(",").decimal(bars.takerVolume(index), quantity);
        json.raw(",").decimal(bars.takerNotional(index), notional).raw(",\"0\"]");
    }
}
