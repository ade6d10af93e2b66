package io.tickmesh.market;

import java.util.function.LongSupplier;

/// Notices that the process stood still, by a clock that did not. What is read right after has waited in the socket: a quote has no
/// time of its own, and would pass for a new one. Not thread-safe.
final class StandStill {
    /// How often [#noticed] has to be asked at least.
    static final long LOOK_MILLIS = 250;

    private static final long LONGEST_NANOS = 2_000_000_000;

    private final LongSupplier nanos;
    private long lastNanos;

    /// @param nanos a clock that only goes forward
    StandStill(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
    }

    /// Returns whether the process has stood still since the last call.
    boolean noticed() {
        long now = nanos.getAsLong();
        boolean stood = now - lastNanos > LONGEST_NANOS;
        lastNanos = now;
        return stood;
    }
}
