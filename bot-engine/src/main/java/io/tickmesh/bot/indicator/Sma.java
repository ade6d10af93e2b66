package io.tickmesh.bot.indicator;

/// Simple moving average of the last `period` values. Not thread-safe.
public final class Sma {
    private final double[] window;
    private int next;
    private long count;
    private double sum;

    /// @throws IllegalArgumentException if `period` is not positive
    public Sma(int period) {
        window = new double[Periods.positive(period)];
    }

    /// Takes a value in and returns the average, NaN until there are `period` values.
    public double update(double value) {
        sum += value - window[next];
        window[next] = value;
        count++;
        next++;
        if (next == window.length) {
            next = 0;
            // A running sum collects rounding errors for ever; summing anew once per window keeps
            // them at one window's worth.
            sum = sumOfWindow();
        }
        return value();
    }

    public double value() {
        return isReady() ? sum / window.length : Double.NaN;
    }

    public boolean isReady() {
        return count >= window.length;
    }

    private double sumOfWindow() {
        double total = 0;
        for (double value : window) {
            total += value;
        }
        return total;
    }
}
