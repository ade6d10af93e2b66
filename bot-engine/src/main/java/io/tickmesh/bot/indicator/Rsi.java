package io.tickmesh.bot.indicator;

/// Wilder's relative strength index of `period` changes, 0 to 100. Not thread-safe.
///
/// Prices that have not moved at all give 50: neither strong nor weak.
public final class Rsi {
    private static final double NEUTRAL = 50;

    private final WilderAverage gain;
    private final WilderAverage loss;
    private double previous = Double.NaN;

    /// @throws IllegalArgumentException if `period` is not positive
    public Rsi(int period) {
        gain = new WilderAverage(period);
        loss = new WilderAverage(period);
    }

    /// Takes a price in and returns the index, NaN until there are `period` changes.
    public double update(double price) {
        if (!Double.isNaN(previous)) {
            double change = price - previous;
            gain.update(Math.max(change, 0));
            loss.update(Math.max(-change, 0));
        }
        previous = price;
        return value();
    }

    public double value() {
        double moves = gain.value() + loss.value();
        return moves == 0 ? NEUTRAL : 100 * gain.value() / moves;
    }

    public boolean isReady() {
        return gain.isReady();
    }
}
