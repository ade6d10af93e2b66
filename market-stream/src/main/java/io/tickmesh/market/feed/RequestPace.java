package io.tickmesh.market.feed;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Requests one after the other with a pause between them, for an exchange that counts by the second and tells nobody its count.
/// Time is measured, not read from the system clock. Thread-safe.
public final class RequestPace implements RequestBudget {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final long pauseNanos;
    private final LongSupplier nanos;
    private final long startNanos;
    private int nodes = 1;
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

    @Override
    public synchronized Duration take(int weight) {
        long now = roll();
        if (now < freeNanos) {
            return Duration.ofNanos(freeNanos - now);
        }
        freeNanos = now + pauseNanos * weight * nodes;
        used += weight;
        return Duration.ZERO;
    }

    /// Nothing is saved up here that a request could leave to others: it is enough that they go first.
    @Override
    public Duration takeSpare(int weight) {
        return take(weight);
    }

    /// The exchange does not say what it has counted.
    @Override
    public void reported(int usedByAll) {}

    @Override
    public synchronized void blockFor(Duration wait) {
        freeNanos = Math.max(freeNanos, roll() + wait.toNanos());
    }

    /// Returns the weight used in the current minute.
    @Override
    public synchronized int used() {
        var _ = roll();
        return used;
    }

    @Override
    public synchronized void share(int all) {
        nodes = Math.max(1, all);
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
