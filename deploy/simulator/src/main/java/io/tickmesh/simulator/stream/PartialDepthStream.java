package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.DepthBook;
import io.tickmesh.simulator.market.DepthSide;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;

/// The best levels of an order book, when it changed since the last message.
final class PartialDepthStream implements PeriodicStream {

    private final SymbolBook book;
    private final int levels;
    private final DepthBook depth;
    private long updateId = -1;

    PartialDepthStream(SymbolBook book, int levels) {
        this.book = book;
        this.levels = levels;
        this.depth = book.depth();
    }

    @Override
    public boolean prepare(long atMillis) {
        boolean changed = depth.updateId() != updateId;
        updateId = depth.updateId();
        return changed;
    }

    @Override
    public void write(JsonBytes json, String tail, long eventMillis) {
        json.raw("{\"lastUpdateId\":").number(updateId).raw(",\"bids\":");
        side(json, depth.bids());
        json.raw(",\"asks\":");
        side(json, depth.asks());
        json.raw("}");
    }

    private void side(JsonBytes json, DepthSide side) {
        new DepthRows(json, book.instrument())
                .write(Math.min(levels, side.size()), side::ticks, side::steps);
    }
}
