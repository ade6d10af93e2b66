package io.tickmesh.market.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The request weight that an exchange grants in each minute, of which we use a share at most. Counts what we send, believes
/// the exchange where it counted more, and keeps still as long as it demands. Thread-safe.
public final class WeightBudget {
    private final int limit;
    private final InstantSource clock;
    private Instant minute;
    private Instant blockedUntil = Instant.EPOCH;
    private int used;

    /// @param perMinute what the exchange grants
    /// @param share the part of it that we use, above 0 and up to 1
    /// @param clock system time: the budget is about the network, whatever time the data have
    public WeightBudget(int perMinute, double share, InstantSource clock) {
        if (perMinute <= 0 || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "weight must be positive and share above 0 and up to 1, was %s and %s"
                            .formatted(perMinute, share));
        }
        this.limit = Math.max(1, (int) (perMinute * share));
        this.clock = clock;
        this.minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }

    /// Takes `weight` out of the budget if it is there. A request that weighs more than the whole budget gets a full one.
    ///
    /// @return zero if it was taken; otherwise how long to wait before asking again
    public synchronized Duration take(int weight) {
        Instant now = roll();
        if (now.isBefore(blockedUntil)) {
            return Duration.between(now, blockedUntil);
        }
        if (used > 0 && used + weight > limit) {
            return Duration.between(now, minute.plus(1, ChronoUnit.MINUTES));
        }
        used += weight;
        return Duration.ZERO;
    }

    /// Notes what the exchange has counted in the current minute. It knows of other programs at our address, we know of the
    /// requests that are under way: the larger number counts.
    public synchronized void reported(int usedByAll) {
        roll();
        used = Math.max(used, usedByAll);
    }

    /// Keeps still for `wait`, because the exchange said so.
    public synchronized void blockFor(Duration wait) {
        Instant until = clock.instant().plus(wait);
        if (until.isAfter(blockedUntil)) {
            blockedUntil = until;
        }
    }

    /// Returns the weight used in the current minute.
    public synchronized int used() {
        roll();
        return used;
    }

    private Instant roll() {
        Instant now = clock.instant();
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (!current.equals(minute)) {
            minute = current;
            used = 0;
        }
        return now;
    }
}
