package io.tickmesh.simulator.rest;

import io.tickmesh.simulator.market.DepthBook;
import io.tickmesh.simulator.market.DepthSide;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;

/// The call `depth`.
final class DepthCall {

    private static final int USUAL_LEVELS = 100;
    private static final int MOST_LEVELS = 5_000;

    private final Market market;
    private final JsonBytes json;

    DepthCall(Market market, JsonBytes json) {
        this.market = market;
        this.json = json;
    }

    int depth(RestQuery query) throws ApiError {
        SymbolBook book = Selection.one(query, market);
        boolean trading = Selection.trading(query);
        int limit = query.limit(USUAL_LEVELS, MOST_LEVELS);
        query.requireAllRead();
        Selection.requireTrading(trading);
        DepthBook depth = book.depth();
        json.raw("{\"lastUpdateId\":").number(depth.updateId()).raw(",\"bids\":[");
        side(depth.bids(), limit, book.instrument());
        json.raw("],\"asks\":[");
        side(depth.asks(), limit, book.instrument());
        json.raw("]}");
        return weight(limit);
    }

    private void side(DepthSide side, int limit, Instrument instrument) {
        for (int i = 0; i < Math.min(limit, side.size()); i++) {
            json.raw(i == 0 ? "[" : ",[");
            json.decimal(side.ticks(i), instrument.priceDecimals()).raw(",");
            json.decimal(side.steps(i), instrument.quantityDecimals()).raw("]");
        }
    }

    private static int weight(int limit) {
        if (limit <= 100) {
            return 5;
        }
        if (limit <= 500) {
            return 25;
        }
        return limit <= 1_000 ? 50 : 250;
    }
}
