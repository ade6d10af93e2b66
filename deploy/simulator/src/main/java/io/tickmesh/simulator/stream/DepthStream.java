package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.DepthChanges;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;

/// What changed in an order book since the last message.
final class DepthStream implements PeriodicStream {

    private final SymbolBook book;
    private final DepthChanges changes;

    DepthStream(SymbolBook book) {
        this.book = book;
        this.changes = book.depth().collect();
    }

    @Override
    public boolean prepare(long atMillis) {
        return changes.take();
    }

    @Override
    public void write(JsonBytes json, String tail, long eventMillis) {
        DepthRows rows = new DepthRows(json, book.instrument());
        json.raw("{\"e\":\"depthUpdate\",\"E\":").number(eventMillis).raw(tail);
        json.raw(",\"s\":\"").raw(book.instrument().symbol());
        json.raw("\",\"U\":").number(changes.firstUpdateId());
        json.raw(",\"u\":").number(changes.lastUpdateId()).raw(",\"b\":");
        rows.write(changes.bids(), changes::bidTicks, changes::bidSteps);
        json.raw(",\"a\":");
        rows.write(changes.asks(), changes::askTicks, changes::askSteps);
        json.raw("}");
    }

    @Override
    public void end() {
        book.depth().release(changes);
    }
}
