package io.tickmesh.mesh.bus;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// Notices that the cluster lists a node whose heartbeats do not arrive here: one of both has fallen out of the list of consumers.
/// Not thread-safe.
final class Divergence {
    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Long> since = new HashMap<>();

    /// @param patience how long a node may be silent before something is done about it, each time
    Divergence(Duration patience, LongSupplier nanoTime) {
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /// Returns the nodes that have been listed and silent for too long, once in each `patience`.
    Set<String> overdue(Set<String> listed, Set<String> heard) {
        long now = nanoTime.getAsLong();
        since.keySet().retainAll(listed);
        since.keySet().removeAll(heard);
        Set<String> overdue = new HashSet<>();
        for (String node : listed) {
            if (!heard.contains(node)
                    && now - since.computeIfAbsent(node, _ -> now) > patienceNanos) {
                overdue.add(node);
                since.put(node, now);
            }
        }
        return overdue;
    }
}
