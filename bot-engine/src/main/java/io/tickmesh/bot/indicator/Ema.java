package io.tickmesh.bot.indicator;

/// Exponential moving average with weight 2 / (period + 1), seeded with the plain average of the first `period` numbers.
/// Not thread-safe.
public final class Ema extends Filter {
    private final int period;
    private final double weight;
    private int count;
    private double value;

    /// @throws IllegalArgumentException if `period` is not positive
    public Ema(Source source, int period) {
        super(source);
        this.period = Periods.positive(period);
        weight = 2.0 / (period + 1);
    }

    @Override
    double apply(double number) {
        if (count < period) {
            count++;
            value += (number - value) / count;
        } else {
            value += weight * (number - value);
        }
        return count == period ? value : Double.NaN;
    }

    @Override
    int warmUpNumbers() {
        return WarmUp.ema(period);
    }
}
