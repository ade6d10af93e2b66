package io.tickmesh.bot.indicator;

/// Population standard deviation and mean of the last `period` values. Not thread-safe.
public final class StandardDeviation {
    private final double[] window;
    private int next;
    private long count;
    private double mean;
    private double squares; // sum of squared distances from the mean

    /// @throws IllegalArgumentException if `period` is not positive
    public StandardDeviation(int period) {
        window = new double[Periods.positive(period)];
    }

    /// Takes a value in and returns the deviation, NaN until there are `period` values.
    public double update(double value) {
        double oldest = window[next];
        window[next] = value;
        count++;
        next++;
        if (next == window.length) {
            next = 0;
            // Two passes once per window: what rounding added to the running values is forgotten
            // here.
            recompute();
        } else if (count > window.length) {
            // Distances from the mean, not squares of prices: those would cancel out most digits.
            double before = mean;
            mean += (value - oldest) / window.length;
            squares += (value - oldest) * (value - mean + oldest - before);
        }
        return value();
    }

    public double value() {
        return isReady() ? Math.sqrt(Math.max(0, squares) / window.length) : Double.NaN;
    }

    /// Returns the mean of the same values, NaN until there are `period` values.
    public double mean() {
        return isReady() ? mean : Double.NaN;
    }

    public boolean isReady() {
        return count >= window.length;
    }

    private void recompute() {
        double sum = 0;
        for (double value : window) {
            sum += value;
        }
        mean = sum / window.length;
        squares = 0;
        for (double value : window) {
            squares += (value - mean) * (value - mean);
        }
    }
}
