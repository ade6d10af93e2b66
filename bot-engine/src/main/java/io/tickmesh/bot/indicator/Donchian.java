package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Donchian channel: highest high and lowest low of the last `period` bars, the last one included, and the middle between them.
/// O(1) amortised. Not thread-safe.
///
/// A bar cannot leave a channel that contains it: a breakout compares with [Line#before].
public final class Donchian extends Indicator {
    private final int period;
    private final RollingMax highs;
    private final RollingMax negatedLows;
    private final Line middle = output("middle");
    private final Line upper = output("upper");
    private final Line lower = output("lower");

    /// @throws IllegalArgumentException if `period` is not positive
    public Donchian(int period) {
        this.period = period;
        highs = new RollingMax(period);
        negatedLows = new RollingMax(period);
    }

    @Override
    public int warmUpBars() {
        return period;
    }

    @Override
    protected void accept(Candle candle) {
        highs.update(candle.high());
        negatedLows.update(-candle.low());
        double top = highs.value();
        double bottom = -negatedLows.value();
        set(upper, top);
        set(lower, bottom);
        set(middle, (top + bottom) / 2);
    }

    public Line middle() {
        return middle;
    }

    public Line upper() {
        return upper;
    }

    public Line lower() {
        return lower;
    }
}
