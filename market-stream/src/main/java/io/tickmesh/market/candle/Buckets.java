package io.tickmesh.market.candle;

import io.tickmesh.mesh.market.Interval;

/// Where the bars of an interval begin. All follow the calendar (UTC) but those of three days: the exchange counts them from the
/// listing of each symbol, so that one of their opening times must be known.
///
/// @param originMillis opening time of one bar of three days, epoch milliseconds; 0 for every other interval
public record Buckets(Interval interval, long originMillis) {
    public Buckets {
        if (interval != Interval.D3 && originMillis != 0) {
            throw new IllegalArgumentException(
                    "only bars of three days have an origin, %s had %s"
                            .formatted(interval, originMillis));
        }
    }

    /// Returns the bars of an interval that follows the calendar.
    ///
    /// @throws IllegalArgumentException for bars of three days
    public static Buckets of(Interval interval) {
        if (interval == Interval.D3) {
            throw new IllegalArgumentException(
                    "bars of three days are aligned for each symbol: an opening time is needed");
        }
        return new Buckets(interval, 0);
    }

    /// Returns the bars of any interval.
    ///
    /// @param someOpenMillis opening time of any of the symbol's bars, epoch milliseconds
    public static Buckets of(Interval interval, long someOpenMillis) {
        return new Buckets(interval, interval == Interval.D3 ? someOpenMillis : 0);
    }

    /// Returns the opening time of the bar that contains `millis`, epoch milliseconds.
    public long openOf(long millis) {
        if (interval != Interval.D3) {
            return interval.openOf(millis);
        }
        long length = interval.nominal().toMillis();
        return originMillis + Math.floorDiv(millis - originMillis, length) * length;
    }

    /// Returns the opening time of the bar after the one that opens at `openMillis`, epoch milliseconds.
    public long next(long openMillis) {
        return interval.next(openMillis);
    }

    /// Returns whether a bar opens at `millis`.
    boolean isOpening(long millis) {
        return openOf(millis) == millis;
    }
}
