package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Holds each indicator once for all its readers, and the last candles for indicators that are asked for late. Not thread-safe.
final class IndicatorPool {
    private static final int MEMORY = 1_000;

    private final Map<String, Entry> entries = new HashMap<>();
    private final List<Entry> order = new ArrayList<>();
    private final ArrayDeque<Candle> recent = new ArrayDeque<>();

    void update(Candle candle) {
        if (recent.size() == MEMORY) {
            recent.remove();
        }
        recent.add(candle);
        for (int i = 0; i < order.size(); i++) {
            order.get(i).indicator.update(candle);
        }
    }

    /// Returns the indicator of that key, counting one more reader. One that failed is replaced for whoever asks from now on.
    Indicator take(String key, Supplier<? extends Indicator> maker) {
        Entry known = entries.get(key);
        if (known == null || known.indicator.hasFailed()) {
            Indicator made = maker.get();
            recent.forEach(made::update);
            if (known == null) {
                known = new Entry(made);
                entries.put(key, known);
                order.add(known);
            } else {
                known.indicator = made;
            }
        }
        known.readers++;
        return known.indicator;
    }

    /// Forgets the indicator when its last reader leaves.
    void leave(String key) {
        Entry known = entries.get(key);
        if (known != null && --known.readers == 0) {
            entries.remove(key);
            order.remove(known);
        }
    }

    int size() {
        return order.size();
    }

    private static final class Entry {
        private Indicator indicator;
        private int readers;

        Entry(Indicator indicator) {
            this.indicator = indicator;
        }
    }
}
