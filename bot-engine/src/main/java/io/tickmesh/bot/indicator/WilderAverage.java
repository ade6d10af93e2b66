package io.tickmesh.bot.indicator;

/// Wilder's smoothing, weight 1 / period, seeded with the plain average of the first `period` values.
final class WilderAverage {
    private final int period;
    private long count;
    private double value;

    WilderAverage(int period) {
        this.period = Periods.positive(period);
    }

    void update(double next) {
        count++;
        value += (next - value) / Math.min(count, period);
    }

    double value() {
        return isReady() ? value : Double.NaN;
    }

    boolean isReady() {
        return count >= period;
    }
}
