package io.tickmesh.market;

import java.util.function.LongSupplier;

/// What time it is at the exchange at least: the last answer to that question, and what has passed since. Not thread-safe.
final class ExchangeClock {
    /// Clocks drift apart by seconds a day, and a machine that slept is late by more until the next connection.
    private static final long TOLERANCE_MILLIS = 3_600_000;

    /// How wrong the exchange's clock, and how late its history, may be about which of its bars has ended.
    static final long DOUBT_MILLIS = 5_000;

    private final boolean standsStill;
    private final LongSupplier nanos;
    private long toldMillis;
    private long toldNanos;

    /// @param standsStill whether time moves only with [#set], because the exchange's does not run like ours
    /// @param nanos any clock that only goes forward
    ExchangeClock(boolean standsStill, LongSupplier nanos) {
        this.standsStill = standsStill;
        this.nanos = nanos;
    }

    /// Returns whether time moves only with [#set].
    boolean standsStill() {
        return standsStill;
    }

    /// Notes what the exchange said just now, epoch milliseconds.
    void set(long millis) {
        toldMillis = millis;
        toldNanos = nanos.getAsLong();
    }

    /// Returns epoch milliseconds; 0 before the exchange was asked.
    long millis() {
        return standsStill || toldMillis == 0
                ? toldMillis
                : toldMillis + (nanos.getAsLong() - toldNanos) / 1_000_000;
    }

    /// Returns whether that time cannot have come yet. Never where time stands still, or before the exchange was asked.
    boolean isFuture(long epochMillis) {
        return !standsStill && toldMillis != 0 && epochMillis > millis() + TOLERANCE_MILLIS;
    }
}
