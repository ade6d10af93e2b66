package io.tickmesh.mesh.storage;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before trying again: twice as long each time up to a limit, and never twice the same, so that those who lost the
/// same server do not come back at the same moment. Not thread-safe.
final class BackOff {
    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private Duration next;

    BackOff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
        next = first;
    }

    /// Returns how long to wait now: half to all of the step, milliseconds, at least 1.
    long nextMillis() {
        long millis = next.toMillis();
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(most) < 0 ? twice : most;
        return Math.max(1, millis / 2 + random.nextLong(millis / 2 + 1));
    }

    /// Begins with the shortest step again.
    void reset() {
        next = first;
    }
}
