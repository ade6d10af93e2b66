package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.event.PriceUpdated;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What waits for a client that does not read fast enough: the newest price of each symbol, and the newest other events up to
/// a bound. Not thread-safe.
final class Backlog {
    private final int capacity;

    // Prices are kept by symbol, other events by a running number: [oldest, next) are waiting.
    private final Map<Object, EncodedEvent> waiting = new LinkedHashMap<>();
    private long oldest;
    private long next;
    private long dropped;

    /// @param capacity events other than prices that are kept
    Backlog(int capacity) {
        this.capacity = capacity;
    }

    /// What became of an event that had to wait, or of an older one in its favour.
    enum Outcome {
        KEPT,
        /// It took the place of an older price of its symbol.
        CONFLATED,
        /// The oldest event had to go.
        DROPPED
    }

    Outcome add(EncodedEvent event) {
        if (event.event() instanceof PriceUpdated price) {
            return waiting.put(price.symbol(), event) == null ? Outcome.KEPT : Outcome.CONFLATED;
        }
        waiting.put(next++, event);
        if (next - oldest <= capacity) {
            return Outcome.KEPT;
        }
        waiting.remove(oldest++);
        dropped++;
        return Outcome.DROPPED;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /// Returns what has waited longest, null if nothing waits.
    @Nullable EncodedEvent poll() {
        var entries = waiting.entrySet().iterator();
        if (!entries.hasNext()) {
            return null;
        }
        Map.Entry<Object, EncodedEvent> entry = entries.next();
        if (entry.getKey() instanceof Long) {
            oldest++;
        }
        EncodedEvent event = entry.getValue();
        entries.remove();
        return event;
    }

    /// Returns how many events were dropped since the last call.
    long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }
}
