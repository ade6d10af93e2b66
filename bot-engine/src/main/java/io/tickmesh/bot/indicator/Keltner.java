package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Keltner channel: the EMA of the close as middle, and `multiplier` average true ranges above and below it. Not thread-safe.
public final class Keltner extends Indicator {
    private final int warmUp;
    private final double multiplier;
    private final Ema average;
    private final Atr range;
    private final Line middle = output("middle");
    private final Line upper = output("upper");
    private final Line lower = output("lower");

    /// @throws IllegalArgumentException if a period is not positive
    public Keltner(int period, int rangePeriod, double multiplier) {
        this.multiplier = multiplier;
        average = new Ema(Price.CLOSE, period);
        range = new Atr(rangePeriod);
        warmUp = Math.max(average.warmUpBars(), range.warmUpBars());
    }

    @Override
    public int warmUpBars() {
        return warmUp;
    }

    @Override
    protected void accept(Candle candle) {
        double centre = average.apply(candle.close());
        double reach = multiplier * range.apply(candle);
        set(middle, centre);
        set(upper, centre + reach);
        set(lower, centre - reach);
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
