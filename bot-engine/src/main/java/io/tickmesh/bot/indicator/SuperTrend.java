package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// SuperTrend: a band `multiplier` average true ranges from the middle of the bar that only tightens while the trend lasts. The
/// trend turns when the close passes the band. Not thread-safe.
///
/// The `value` is the band that follows the price: below it in a rising trend, above it in a falling one. The `direction` is 1
/// while the trend rises and -1 while it falls; it is taken as falling until the price first passes the upper band, so one that
/// began later agrees with an earlier one from a turn, or a new extreme of the band, on.
public final class SuperTrend extends Indicator {
    private final Atr atr;
    private final double multiplier;
    private final Line value = output("value");
    private final Line direction = output("direction");
    private double upper = Double.POSITIVE_INFINITY;
    private double lower = Double.NEGATIVE_INFINITY;
    private double previousClose = Double.NaN;
    private boolean rising;

    /// @throws IllegalArgumentException if `period` is not positive
    public SuperTrend(int period, double multiplier) {
        this.atr = new Atr(period);
        this.multiplier = multiplier;
    }

    @Override
    public int warmUpBars() {
        return atr.warmUpBars();
    }

    @Override
    protected void accept(Candle candle) {
        double range = atr.apply(candle);
        double close = candle.close();
        if (!Double.isNaN(range)) {
            double middle = Price.HL2.next(candle);
            double basicUpper = middle + multiplier * range;
            double basicLower = middle - multiplier * range;
            // A band moves towards the price, and away from it only after the price has passed it.
            upper = basicUpper < upper || previousClose > upper ? basicUpper : upper;
            lower = basicLower > lower || previousClose < lower ? basicLower : lower;
            rising = rising ? close >= lower : close > upper;
            set(value, rising ? lower : upper);
            set(direction, rising ? 1 : -1);
        }
        previousClose = close;
    }

    public Line value() {
        return value;
    }

    public Line direction() {
        return direction;
    }
}
