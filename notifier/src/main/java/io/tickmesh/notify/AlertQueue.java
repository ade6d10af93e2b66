package io.tickmesh.notify;

import io.tickmesh.mesh.event.Severity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Alerts that wait for a channel: at most `capacity`. The most severe leave first, equal ones in their order; when it is
/// full, the oldest of the least severe gives way. Not thread-safe, except for [#size].
final class AlertQueue {
    private final int capacity;
    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicInteger size = new AtomicInteger();

    AlertQueue(int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity must be positive, was " + capacity);
        }
        this.capacity = capacity;
        for (Severity severity : Severity.values()) {
            lanes.add(new Lane(severity, new ArrayDeque<>()));
        }
    }

    int size() {
        return size.get();
    }

    /// Takes an alert in; returns the one that was dropped for it, which may be itself.
    @Nullable Alert offer(Alert alert) {
        for (Lane lane : lanes) {
            if (lane.severity == alert.severity()) {
                lane.alerts.addLast(alert);
            }
        }
        if (size.get() < capacity) {
            size.incrementAndGet();
            return null;
        }
        return firstOf(lanes);
    }

    /// Returns the next alert to deliver, null if none is waiting.
    @Nullable Alert poll() {
        Alert next = firstOf(lanes.reversed());
        if (next != null) {
            size.decrementAndGet();
        }
        return next;
    }

    private static @Nullable Alert firstOf(List<Lane> lanes) {
        for (Lane lane : lanes) {
            Alert first = lane.alerts.pollFirst();
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    private record Lane(Severity severity, Deque<Alert> alerts) {}
}
