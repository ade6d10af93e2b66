package io.tickmesh.bot.indicator;

/// SuperTrend: a band `multiplier` average true ranges from the middle of the bar that only tightens while the trend lasts. The
/// trend turns when the close passes the band. Not thread-safe.
public final class SuperTrend {
    private final Atr atr;
    private final double multiplier;
    private double upper = Double.POSITIVE_INFINITY;
    private double lower = Double.NEGATIVE_INFINITY;
    private double previousClose = Double.NaN;
    private boolean rising;

    /// @throws IllegalArgumentException if `period` is not positive
    public SuperTrend(int period, double multiplier) {
        this.atr = new Atr(period);
        this.multiplier = multiplier;
    }

    /// Takes a bar in and returns the band, NaN until the average true range is ready.
    public double update(double high, double low, double close) {
        double range = atr.update(high, low, close);
        if (!Double.isNaN(range)) {
            double middle = (high + low) / 2;
            double basicUpper = middle + multiplier * range;
            double basicLower = middle - multiplier * range;
            // A band moves towards the price, and away from it only after the price has passed it.
            upper = basicUpper < upper || previousClose > upper ? basicUpper : upper;
            lower = basicLower > lower || previousClose < lower ? basicLower : lower;
            rising = rising ? close >= lower : close > upper;
        }
        previousClose = close;
        return value();
    }

    /// Returns the band that follows the price: below it in a rising trend, above it in a falling one.
    public double value() {
        if (!isReady()) {
            return Double.NaN;
        }
        return rising ? lower : upper;
    }

    /// Returns whether the trend is rising; it is taken as falling until the price first passes the upper band.
    public boolean isRising() {
        return rising;
    }

    public boolean isReady() {
        return atr.isReady();
    }
}
