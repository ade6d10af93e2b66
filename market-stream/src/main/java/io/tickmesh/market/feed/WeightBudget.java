package io.tickmesh.market.feed;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// The request weight that an exchange grants in each minute, of which we use a share at most. Counts what we send, believes
/// the exchange where it counted more, and keeps still as long as it demands. Thread-safe.
///
/// The exchange's minutes begin when its clock says so, which ours need not know: what is granted in a minute is spent in no
/// sixty seconds at all. Time is measured, not read from the system clock, so that a step of that clock neither lifts a ban nor
/// imposes one.
public final class WeightBudget implements RequestBudget {
    private static final int SECONDS = 60;
    private static final long NANOS = 1_000_000_000;

    private final int limit;
    private final LongSupplier nanos;
    private final long startNanos;
    private final int[] spent = new int[SECONDS + 1];
    private long second;
    private long blockedUntilNanos;
    private int used;

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
        roll();
        spend(Math.max(0, usedByAll - used));
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

    /// Returns the weight used in the last sixty seconds.
    @Override
    public synchronized int used() {
        roll();
        return used;
    }

    private Duration take(int weight, int most) {
        long now = roll();
        if (now < blockedUntilNanos) {
            return Duration.ofNanos(blockedUntilNanos - now);
        }
        if (used > 0 && used + weight > most) {
            return Duration.ofNanos((second + secondsUntilFree(weight, most)) * NANOS - now);
        }
        spend(weight);
        return Duration.ZERO;
    }

    /// How many seconds pass until enough of what was spent is a minute old.
    private int secondsUntilFree(int weight, int most) {
        int left = used;
        for (int seconds = 1; seconds <= SECONDS; seconds++) {
            left -= spent[(int) ((second + seconds) % spent.length)];
            if (left <= 0 || left + weight <= most) {
                return seconds;
            }
        }
        return spent.length;
    }

    private void spend(int weight) {
        spent[(int) (second % spent.length)] += weight;
        used += weight;
    }

    private long now() {
        return nanos.getAsLong() - startNanos;
    }

    private long roll() {
        long now = now();
        long current = now / NANOS;
        if (current - second > spent.length) {
            Arrays.fill(spent, 0);
            used = 0;
            second = current;
        }
        while (second < current) {
            second++;
            int slot = (int) (second % spent.length);
            used -= spent[slot];
            spent[slot] = 0;
        }
        return now;
    }
}
