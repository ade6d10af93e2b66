package io.tickmesh.market.provider;

import io.tickmesh.mesh.request.ProviderPrice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// One question for many prices: which symbols are still to be asked for, and what came of the others. A symbol that is named
/// twice is asked for once. Not thread-safe.
final class Aggregation {
    private final List<String> symbols;
    private final Deque<String> open;
    private final Map<String, ProviderPrice> items = new HashMap<>();
    private final int different;

    Aggregation(List<String> symbols) {
        this.symbols = List.copyOf(symbols);
        Collection<String> once = new LinkedHashSet<>(symbols);
        this.open = new ArrayDeque<>(once);
        this.different = once.size();
    }

    boolean hasNext() {
        return !open.isEmpty();
    }

    /// Returns the next symbol to ask for, which must exist.
    String next() {
        return open.remove();
    }

    /// Takes in what came of a symbol; only the first answer counts.
    ///
    /// @return whether it was the first
    boolean add(ProviderPrice item) {
        return items.putIfAbsent(item.symbol(), item) == null;
    }

    boolean isComplete() {
        return items.size() == different;
    }

    /// Returns the symbols of which nothing has come, in order; nobody will be asked for them any more.
    List<String> giveUp() {
        open.clear();
        return new LinkedHashSet<>(symbols)
                .stream().filter(symbol -> !items.containsKey(symbol)).toList();
    }

    /// Returns an item for each symbol, in the order they were asked for; only when complete.
    List<ProviderPrice> items() {
        List<ProviderPrice> ordered = new ArrayList<>(symbols.size());
        for (String symbol : symbols) {
            ProviderPrice item = items.get(symbol);
            if (item == null) {
                throw new IllegalStateException("nothing is known of " + symbol);
            }
            ordered.add(item);
        }
        return ordered;
    }
}
