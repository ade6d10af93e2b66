package io.tickmesh.market.feed;

import java.time.Duration;
import java.util.function.LongSupplier;

/// The request weight that an exchange grants in each minute, of which we use a share at most. Counts what we send, believes
/// the exchange where it counted more, and keeps still as long as it demands. Thread-safe.
///
/// The exchange's minutes begin when its clock says so, which ours need not know: what is granted in a minute is spent in no
/// sixty seconds at all. Time is measured, not read from the system clock, so that a step of that clock neither lifts a ban nor
/// imposes one.
///
/// Where several nodes share what is granted, each spends an equal part. The exchange counts by address: what it has counted may
/// be of all nodes together, so it is held against the whole, and only what this node has sent against its part.
public final class WeightBudget implements RequestBudget {
    private static final long NANOS = 1_000_000_000;

    private final int limit;
    private final LongSupplier nanos;
    private final long startNanos;
    private final MinuteTally counted = new MinuteTally();
    private final MinuteTally own = new MinuteTally();
    private int nodes = 1;
    private long blockedUntilNanos;

    /// @param perMinute what the exchange grants
    /// @param share the part of it that we use, above 0 and up to 1
    /// @param nanos a clock that only goes forward, nanoseconds since any moment
    public WeightBudget(int perMinute, double share, LongSupplier nanos) {
        if (perMinute <= 0 || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "weight must be positive and share above 0 and up to 1, was %s and %s"
                            .formatted(perMinute, share));
        }
        this.limit = Math.max(1, (int) (perMinute * share));
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    /// Takes `weight` out of the budget if it is there. A request that weighs more than the whole budget gets a full one.
    ///
    /// @return zero if it was taken; otherwise how long to wait before asking again
    @Override
    public synchronized Duration take(int weight) {
        return take(weight, limit);
    }

    /// Takes `weight` like [#take], and leaves half of the budget to requests that are more urgent.
    @Override
    public synchronized Duration takeSpare(int weight) {
        return take(weight, Math.max(1, limit / 2));
    }

    /// Notes what the exchange has counted in the current minute. It knows of other programs at our address, we know of the
    /// requests that are under way: the larger number counts.
    @Override
    public synchronized void reported(int usedByAll) {
        var _ = roll();
        counted.spend(Math.max(0, usedByAll - counted.used()));
    }

    /// Keeps still for `wait`, because the exchange said so.
    @Override
    public synchronized void blockFor(Duration wait) {
        blockedUntilNanos = Math.max(blockedUntilNanos, now() + wait.toNanos());
    }

    /// Returns how long to keep still because the exchange said so, zero if it did not.
    public synchronized Duration blocked() {
        return Duration.ofNanos(Math.max(0, blockedUntilNanos - now()));
    }

    /// Returns the weight used in the last sixty seconds: as the exchange counts it, or what this node has sent where others share
    /// with it.
    @Override
    public synchronized int used() {
        var _ = roll();
        return nodes == 1 ? counted.used() : own.used();
    }

    @Override
    public synchronized void share(int all) {
        nodes = Math.max(1, all);
    }

    private Duration take(int weight, int most) {
        long now = roll();
        if (now < blockedUntilNanos) {
            return Duration.ofNanos(blockedUntilNanos - now);
        }
        int part = Math.max(1, most / nodes);
        int seconds =
                Math.max(
                        counted.secondsUntilFree(weight, most), own.secondsUntilFree(weight, part));
        if (seconds > 0) {
            return Duration.ofNanos((counted.second() + seconds) * NANOS - now);
        }
        counted.spend(weight);
        own.spend(weight);
        return Duration.ZERO;
    }

    private long now() {
        return nanos.getAsLong() - startNanos;
    }

    private long roll() {
        long now = now();
        counted.roll(now / NANOS);
        own.roll(now / NANOS);
        return now;
    }
}
