package io.tickmesh.notify;

import io.tickmesh.mesh.event.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// What this node does for nodes that are gone: it remembers the newest events that were theirs to tell, and which nodes were there
/// a moment ago. Not thread-safe.
final class Heirs {
    private static final int MOST = 1_000;

    /// A node counts as gone a few seconds after its last sign; what it had to tell then it may not even have read.
    private static final Duration REMEMBERED = Duration.ofSeconds(15);

    /// Longer than a node that stood still needs to hear of all others again.
    private static final Duration MOURNED = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private final Deque<Heard> others = new ArrayDeque<>();
    private Set<String> before = Set.of();
    private long sameSinceNanos;

    /// @param nanoTime monotonic clock, nanoseconds
    Heirs(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        sameSinceNanos = nanoTime.getAsLong();
    }

    /// Remembers an event that another node tells.
    void remember(Event event) {
        others.addLast(new Heard(event, nanoTime.getAsLong()));
        if (others.size() > MOST) {
            others.removeFirst();
        }
    }

    /// Returns the remembered events that have become this node's to tell, and forgets them.
    List<Event> inherited(Predicate<String> mine) {
        long now = nanoTime.getAsLong();
        List<Event> inherited = new ArrayList<>();
        others.removeIf(heard -> {
            boolean old = now - heard.atNanos > REMEMBERED.toNanos();
            if (!old && mine.test(heard.event.id())) {
                inherited.add(heard.event);
                return true;
            }
            return old;
        });
        return inherited;
    }

    /// Takes in which nodes are there; returns whether those that are missing can be believed to be gone.
    boolean settled(Set<String> present) {
        long now = nanoTime.getAsLong();
        if (!before.equals(present)) {
            before = new HashSet<>(present);
            sameSinceNanos = now;
        }
        return now - sameSinceNanos >= MOURNED.toNanos();
    }

    private record Heard(Event event, long atNanos) {}
}
