package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;
import java.util.ArrayList;
import java.util.List;

/// The statistics of all symbols that changed in the last second, in one message.
final class AllTickersStream implements PeriodicStream {

    private final List<TickerStream> symbols;
    private final List<TickerStream> changed = new ArrayList<>();

    AllTickersStream(List<SymbolBook> books, TickerStream.Form form) {
        this.symbols = books.stream().map(book -> new TickerStream(book, form)).toList();
    }

    @Override
    public boolean prepare(long atMillis) {
        changed.clear();
        for (TickerStream symbol : symbols) {
            if (symbol.prepare(atMillis)) {
                changed.add(symbol);
            }
        }
        return !changed.isEmpty();
    }

    @Override
    public void write(JsonBytes json, String tail, long eventMillis) {
        for (int i = 0; i < changed.size(); i++) {
            json.raw(i == 0 ? "[" : ",");
            changed.get(i).write(json, tail, eventMillis);
        }
        json.raw("]");
    }
}
