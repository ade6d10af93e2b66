package io.tickmesh.bot.indicator;

/// Wilder's smoothing, weight 1 / period, seeded with the plain average of the first `period` numbers.
final class WilderAverage {
    private final int period;
    private int count;
    private double value;

    WilderAverage(int period) {
        this.period = Periods.positive(period);
    }

    void update(double next) {
        count = Math.min(count + 1, period);
        value += (next - value) / count;
    }

    /// Returns the average, NaN until there are `period` numbers.
    double value() {
        return count == period ? value : Double.NaN;
    }
}
