package io.tickmesh.market.candle;

import io.tickmesh.mesh.market.Candle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest candles, up to a limit. Not thread-safe.
final class CandleHistory {
    private final @Nullable Candle[] ring;
    private int first;
    private int size;

    CandleHistory(int capacity) {
        ring = new Candle[capacity];
    }

    /// Adds a candle that is newer than all others.
    void add(Candle candle) {
        ring[(first + size) % ring.length] = candle;
        if (size < ring.length) {
            size++;
        } else {
            first = (first + 1) % ring.length;
        }
    }

    void clear() {
        first = 0;
        size = 0;
        Arrays.fill(ring, null);
    }

    int size() {
        return size;
    }

    /// Returns the newest candles that open before `beforeMillis`, at most `limit`, oldest first.
    List<Candle> newest(int limit, long beforeMillis) {
        int end = size;
        while (end > 0 && at(end - 1).openMillis() >= beforeMillis) {
            end--;
        }
        List<Candle> candles = new ArrayList<>(Math.min(limit, end));
        for (int i = Math.max(0, end - limit); i < end; i++) {
            candles.add(at(i));
        }
        return candles;
    }

    private Candle at(int index) {
        Candle candle = ring[(first + index) % ring.length];
        if (candle == null) {
            throw new IllegalStateException("no candle at " + index + " of " + size);
        }
        return candle;
    }
}
