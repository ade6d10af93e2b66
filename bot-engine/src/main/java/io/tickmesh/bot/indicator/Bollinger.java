package io.tickmesh.bot.indicator;

/// Bollinger bands: the simple average of the last `period` prices, and `deviations` population standard deviations above and
/// below it. Not thread-safe.
public final class Bollinger {
    private final StandardDeviation deviation;
    private final double deviations;
    private double price = Double.NaN;

    /// @throws IllegalArgumentException if `period` is not positive
    public Bollinger(int period, double deviations) {
        this.deviation = new StandardDeviation(period);
        this.deviations = deviations;
    }

    public void update(double next) {
        price = next;
        deviation.update(next);
    }

    public double middle() {
        return deviation.mean();
    }

    public double upper() {
        return middle() + deviations * deviation.value();
    }

    public double lower() {
        return middle() - deviations * deviation.value();
    }

    /// Returns where the last price is: 0 at the lower band, 1 at the upper one; NaN for bands without width.
    public double percentB() {
        return (price - lower()) / (upper() - lower());
    }

    /// Returns the distance of the bands as a fraction of the average.
    public double width() {
        return (upper() - lower()) / middle();
    }

    public boolean isReady() {
        return deviation.isReady();
    }
}
