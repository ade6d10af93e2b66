package io.tickmesh.bot.indicator;

/// Linearly weighted moving average: the last number weighs `period`, the oldest one 1. O(1) amortised. Not thread-safe.
public final class Wma extends Filter {
    private final double[] window;
    private int next;
    private int filled;
    private double sum;
    private double weighted;

    /// @throws IllegalArgumentException if `period` is not positive
    public Wma(Source source, int period) {
        super(source);
        window = new double[Periods.positive(period)];
    }

    @Override
    double apply(double number) {
        // Every number in the window loses the weight of one.
        weighted += window.length * number - sum;
        sum += number - window[next];
        window[next] = number;
        filled = Math.min(filled + 1, window.length);
        next++;
        if (next == window.length) {
            next = 0;
            // Once per window: what rounding added to the running sums is forgotten here.
            recompute();
        }
        return filled == window.length
                ? 2 * weighted / ((double) window.length * (window.length + 1))
                : Double.NaN;
    }

    @Override
    int warmUpNumbers() {
        return window.length;
    }

    private void recompute() {
        sum = 0;
        weighted = 0;
        for (int i = 0; i < window.length; i++) {
            sum += window[i];
            weighted += (i + 1) * window[i];
        }
    }
}
