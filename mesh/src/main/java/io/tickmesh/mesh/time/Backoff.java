package io.tickmesh.mesh.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before each next attempt: twice as long each time up to a cap, less a random part, so that many clients do
/// not come back at the same moment. Not thread-safe.
public final class Backoff {
    private final Duration first;
    private final Duration cap;
    private final double jitter;
    private final RandomGenerator random;
    private Duration next;

    /// @param first longest wait before the second attempt
    /// @param cap longest wait at all, at least `first`
    /// @param jitter largest part of a wait that is left out, 0 to 1
    public Backoff(Duration first, Duration cap, double jitter, RandomGenerator random) {
        if (!first.isPositive() || cap.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off must satisfy 0 < first <= cap, was %s and %s".formatted(first, cap));
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to 1, was " + jitter);
        }
        this.first = first;
        this.cap = cap;
        this.jitter = jitter;
        this.random = random;
        this.next = first;
    }

    /// Returns how long to wait now, at least a millisecond.
    public Duration next() {
        double share = 1 - jitter * random.nextDouble();
        Duration wait = Duration.ofMillis(Math.max(1, Math.round(next.toMillis() * share)));
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(cap) < 0 ? doubled : cap;
        return wait;
    }

    /// Begins anew, after a success.
    public void reset() {
        next = first;
    }
}
