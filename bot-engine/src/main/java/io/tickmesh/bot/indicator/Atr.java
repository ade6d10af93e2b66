package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Wilder's average true range. True ranges begin with the second bar. Not thread-safe.
public final class Atr extends Indicator {
    private final int period;
    private final TrueRange range = new TrueRange();
    private final WilderAverage average;
    private final Line value = output("value");

    /// @throws IllegalArgumentException if `period` is not positive
    public Atr(int period) {
        this.period = period;
        average = new WilderAverage(period);
    }

    @Override
    public int warmUpBars() {
        return 1 + WarmUp.wilder(period);
    }

    @Override
    protected void accept(Candle candle) {
        set(value, apply(candle));
    }

    /// Takes in a bar and returns the average, NaN until there are `period` true ranges.
    double apply(Candle candle) {
        double reach = range.next(candle);
        if (!Double.isNaN(reach)) {
            average.update(reach);
        }
        return average.value();
    }
}
