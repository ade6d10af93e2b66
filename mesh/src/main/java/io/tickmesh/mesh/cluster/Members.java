package io.tickmesh.mesh.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// The nodes that are alive, by their heartbeats. Not thread-safe.
public final class Members {
    private final long timeoutNanos;
    private final LongSupplier nanoTime;
    private final SequencedMap<String, Seen> nodes = new TreeMap<>();

    /// @param timeout silence after which a node counts as gone
    /// @param nanoTime monotonic clock, nanoseconds
    public Members(Duration timeout, LongSupplier nanoTime) {
        this.timeoutNanos = timeout.toNanos();
        this.nanoTime = nanoTime;
    }

    /// Takes a heartbeat in. Returns whether nodes or the states of their services changed. An older heartbeat than
    /// the last one of the same life of the node is ignored.
    public boolean heard(Heartbeat heartbeat) {
        Seen before = nodes.get(heartbeat.node());
        if (before != null && isOlder(heartbeat, before.heartbeat)) {
            return false;
        }
        nodes.put(heartbeat.node(), new Seen(heartbeat, nanoTime.getAsLong()));
        return before == null || !before.heartbeat.services().equals(heartbeat.services());
    }

    /// Forgets the nodes that have been silent for too long, and returns their names.
    public Set<String> expire() {
        long now = nanoTime.getAsLong();
        Set<String> expired = new HashSet<>();
        nodes.forEach((name, seen) -> {
            if (now - seen.atNanos > timeoutNanos) {
                expired.add(name);
            }
        });
        nodes.keySet().removeAll(expired);
        return expired;
    }

    /// Forgets a node that is known to be gone. Returns whether it was there.
    public boolean gone(String name) {
        return nodes.remove(name) != null;
    }

    /// Begins to measure the silence of all nodes anew, because this one did not listen.
    public void listenAnew() {
        long now = nanoTime.getAsLong();
        nodes.replaceAll((_, seen) -> new Seen(seen.heartbeat, now));
    }

    /// Returns the last heartbeat of each live node, by node name.
    public List<Heartbeat> nodes() {
        return nodes.values().stream().map(Seen::heartbeat).toList();
    }

    public Optional<Heartbeat> node(String name) {
        return Optional.ofNullable(nodes.get(name)).map(Seen::heartbeat);
    }

    /// Returns the names of the nodes where `service` is READY, in ascending order.
    public Collection<String> ready(ServiceName service) {
        List<String> names = new ArrayList<>();
        nodes.forEach((name, seen) -> {
            if (seen.heartbeat.services().get(service) == ServiceState.READY) {
                names.add(name);
            }
        });
        return names;
    }

    private static boolean isOlder(Heartbeat heartbeat, Heartbeat last) {
        return heartbeat.startedAt().isBefore(last.startedAt())
                || (heartbeat.startedAt().equals(last.startedAt())
                        && heartbeat.sequence() < last.sequence());
    }

    private record Seen(Heartbeat heartbeat, long atNanos) {}
}
