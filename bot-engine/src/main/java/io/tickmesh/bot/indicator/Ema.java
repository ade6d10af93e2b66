package io.tickmesh.bot.indicator;

/// Exponential moving average with weight 2 / (period + 1), seeded with the plain average of the first `period` values.
/// Not thread-safe.
public final class Ema {
    private final int period;
    private final double weight;
    private long count;
    private double value;

    /// @throws IllegalArgumentException if `period` is not positive
    public Ema(int period) {
        this.period = Periods.positive(period);
        this.weight = 2.0 / (period + 1);
    }

    /// Takes a value in and returns the average, NaN until there are `period` values.
    public double update(double next) {
        count++;
        if (count <= period) {
            value += (next - value) / count;
        } else {
            value += weight * (next - value);
        }
        return value();
    }

    public double value() {
        return isReady() ? value : Double.NaN;
    }

    public boolean isReady() {
        return count >= period;
    }
}
