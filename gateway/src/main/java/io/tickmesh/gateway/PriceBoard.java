package io.tickmesh.gateway;

import io.tickmesh.mesh.event.PriceUpdated;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The newest price of each symbol. Not thread-safe.
final class PriceBoard {
    private final Map<String, PriceUpdated> latest = new TreeMap<>();

    /// The price of a symbol, or why there is none: one of the two is null.
    record Entry(String symbol, @Nullable PriceUpdated price, @Nullable String error) {}

    void accept(PriceUpdated price) {
        latest.put(price.symbol(), price);
    }

    /// Returns the prices of these symbols, in that order; all by name if there are none.
    List<Entry> of(Collection<String> symbols) {
        return (symbols.isEmpty() ? latest.keySet() : symbols).stream().map(this::entry).toList();
    }

    private Entry entry(String symbol) {
        PriceUpdated price = latest.get(symbol);
        return new Entry(
                symbol, price, price == null ? "no price of this symbol has been received" : null);
    }
}
