package io.tickmesh.market.candle;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes larger candles of smaller ones that are closed, as the exchange makes them of the same trades. Not thread-safe.
///
/// A bucket opens with its first trade. A smaller candle without trades stands at the price before it, so that it counts only
/// where the whole bucket has no trade. A candle has trades if it has volume: some histories have no number of trades.
public final class CandleFold {
    private static final long NEVER = Long.MIN_VALUE;

    private final long sourceMillis;
    private final Interval source;
    private final Buckets target;
    private final Tally tally = new Tally();
    private long open = NEVER;
    private long end = NEVER;
    private long next = NEVER;
    private long taken;
    private double price;
    private long missed;

    /// @param source interval of the smaller candles, a day or less
    /// @param target the larger ones
    /// @throws IllegalArgumentException if no whole number of smaller candles makes a larger one
    public CandleFold(Interval source, Buckets target) {
        if (!fits(source, target.interval())) {
            throw new IllegalArgumentException(
                    "candles of %s do not make one of %s".formatted(source, target.interval()));
        }
        this.sourceMillis = source.nominal().toMillis();
        this.source = source;
        this.target = target;
    }

    /// Adds the next smaller candle.
    ///
    /// @return the larger candles that have ended, oldest first: one when this was its last, one before it when that had lost its
    /// last, or both. A bucket of which there was nothing is left out
    /// @throws IllegalArgumentException if the candle is not later than the one before, or opens at no boundary
    public List<Folded> add(Candle candle) {
        long opened = candle.openMillis();
        if (opened < next || source.openOf(opened) != opened) {
            throw new IllegalArgumentException(
                    "a candle of %s must open at a boundary from %s on, was %s"
                            .formatted(source, next, opened));
        }
        List<Folded> ended = new ArrayList<>(0);
        if (opened >= end) {
            soFar().ifPresent(ended::add);
            open = target.openOf(opened);
            end = target.next(open);
            taken = 0;
            tally.clear();
        }
        if (next != NEVER) {
            missed += (opened - next) / sourceMillis;
        }
        next = opened + sourceMillis;
        taken++;
        price = candle.close();
        if (candle.volume() > 0 || candle.trades() > 0 || candle.high() > candle.low()) {
            tally.add(candle);
        }
        if (next == end) {
            soFar().ifPresent(ended::add);
            taken = 0;
        }
        return ended;
    }

    /// Returns what the bucket that has not ended has so far; empty if it has nothing.
    public Optional<Folded> soFar() {
        if (taken == 0) {
            return Optional.empty();
        }
        Candle candle = tally.isEmpty() ? Tally.filler(open, price) : tally.candle(open);
        return Optional.of(new Folded(candle, (int) ((end - open) / sourceMillis - taken)));
    }

    /// Returns how many smaller candles were missing since the first one.
    public long missed() {
        return missed;
    }

    private static boolean fits(Interval source, Interval target) {
        long part = source.nominal().toMillis();
        long day = Interval.D1.nominal().toMillis();
        long whole = Math.min(day, target.nominal().toMillis());
        return part < target.nominal().toMillis() && part <= day && whole % part == 0;
    }
}
