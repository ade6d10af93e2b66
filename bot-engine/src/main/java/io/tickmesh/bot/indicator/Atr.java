package io.tickmesh.bot.indicator;

/// Wilder's average true range. True ranges begin with the second bar. Not thread-safe.
public final class Atr {
    private final WilderAverage average;
    private double previousClose = Double.NaN;
    private double trueRange = Double.NaN;

    /// @throws IllegalArgumentException if `period` is not positive
    public Atr(int period) {
        average = new WilderAverage(period);
    }

    /// Takes a bar in and returns the average, NaN until there are `period` true ranges.
    public double update(double high, double low, double close) {
        if (!Double.isNaN(previousClose)) {
            trueRange = Math.max(high, previousClose) - Math.min(low, previousClose);
            average.update(trueRange);
        }
        previousClose = close;
        return value();
    }

    public double value() {
        return average.value();
    }

    /// Returns the true range of the last bar, NaN for the first one.
    public double trueRange() {
        return trueRange;
    }

    public boolean isReady() {
        return average.isReady();
    }
}
