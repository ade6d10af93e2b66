package io.tickmesh.market.feed;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Requests one after the other with a pause between them, for an exchange that counts by the second and tells nobody its count.
/// Time is measured, not read from the system clock. Thread-safe.
public final class RequestPace {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final long pauseNanos;
    private final LongSupplier nanos;
    private final long startNanos;
    private long freeNanos;
    private long minute;
    private int used;

    /// @param pause from one request of weight 1 to the next
    /// @param nanos a clock that only goes forward, nanoseconds since any moment
    public RequestPace(Duration pause, LongSupplier nanos) {
        if (pause.isNegative()) {
            throw new IllegalArgumentException("pause must not be negative, was " + pause);
        }
        this.pauseNanos = pause.toNanos();
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    /// Takes a request of `weight` if its turn has come.
    ///
    /// @return zero if it was taken; otherwise how long to wait before asking again
    public synchronized Duration take(int weight) {
        long now = roll();
        if (now < freeNanos) {
            return Duration.ofNanos(freeNanos - now);
        }
        freeNanos = now + pauseNanos * weight;
        used += weight;
        return Duration.ZERO;
    }

    /// Keeps still for `wait`, because the exchange said so.
    public synchronized void blockFor(Duration wait) {
        freeNanos = Math.max(freeNanos, roll() + wait.toNanos());
    }

    /// Returns the weight used in the current minute.
    public synchronized int used() {
        var _ = roll();
        return used;
    }

    private long roll() {
        long now = nanos.getAsLong() - startNanos;
        if (now / MINUTE_NANOS != minute) {
            minute = now / MINUTE_NANOS;
            used = 0;
        }
        return now;
    }
}
