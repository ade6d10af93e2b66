package io.tickmesh.simulator.fault;

import java.time.Duration;

/// How long a fault stays, on the nanosecond clock.
final class Lasting {

    private final boolean forEver;
    private final long untilNanos;

    /// @param lasting zero means until it is cleared
    Lasting(Duration lasting, long nowNanos) {
        this.forEver = lasting.isZero();
        this.untilNanos = nowNanos + lasting.toNanos();
    }

    boolean over(long nowNanos) {
        return !forEver && nowNanos - untilNanos >= 0;
    }

    /// Returns the seconds left, rounded up.
    long secondsLeft(long nowNanos) {
        return Math.max(1, Math.ceilDiv(untilNanos - nowNanos, 1_000_000_000L));
    }
}
