package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// An indicator that makes one number from each number of a source. Other indicators compute with it by [#apply].
abstract class Filter extends Indicator {
    private final Source source;
    private final Line value = output("value");

    Filter(Source source) {
        this.source = source;
    }

    /// Takes in the next number, which must be finite, and returns the value; NaN until there are enough.
    abstract double apply(double number);

    /// Returns the numbers that it needs itself, as [#warmUpBars] does for bars.
    abstract int warmUpNumbers();

    @Override
    public final int warmUpBars() {
        return source.warmUpBars() + warmUpNumbers();
    }

    @Override
    protected final void accept(Candle candle) {
        double number = source.next(candle);
        set(value, Double.isFinite(number) ? apply(number) : Double.NaN);
    }
}
