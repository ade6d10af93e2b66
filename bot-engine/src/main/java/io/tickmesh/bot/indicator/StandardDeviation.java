package io.tickmesh.bot.indicator;

/// Population standard deviation of the last `period` numbers; exactly 0 where they are all equal. O(1) amortised. Not
/// thread-safe.
public final class StandardDeviation extends Filter {
    private final double[] window;
    private int next;
    private int filled;
    private int equal;
    private double last = Double.NaN;
    private double mean;
    private double squares; // sum of squared distances from the mean

    /// @throws IllegalArgumentException if `period` is not positive
    public StandardDeviation(Source source, int period) {
        super(source);
        window = new double[Periods.positive(period)];
    }

    @Override
    double apply(double number) {
        double oldest = window[next];
        window[next] = number;
        next++;
        equal = number == last ? Math.min(equal + 1, window.length) : 1;
        last = number;
        if (equal == window.length) {
            mean = number;
            squares = 0;
            filled = window.length;
            next = next == window.length ? 0 : next;
        } else if (next == window.length) {
            next = 0;
            filled = window.length;
            // Two passes once per window: what rounding added to the running values is forgotten
            // here.
            recompute();
        } else if (filled == window.length) {
            // Distances from the mean, not squares of numbers: those would cancel out most digits.
            double before = mean;
            mean += (number - oldest) / window.length;
            squares += (number - oldest) * (number - mean + oldest - before);
        }
        return filled == window.length
                ? Math.sqrt(Math.max(0, squares) / window.length)
                : Double.NaN;
    }

    /// Returns the mean of the same numbers, NaN until there are `period`.
    double mean() {
        return filled == window.length ? mean : Double.NaN;
    }

    @Override
    int warmUpNumbers() {
        return window.length;
    }

    private void recompute() {
        double sum = 0;
        for (double number : window) {
            sum += number;
        }
        mean = sum / window.length;
        squares = 0;
        for (double number : window) {
            squares += (number - mean) * (number - mean);
        }
    }
}
