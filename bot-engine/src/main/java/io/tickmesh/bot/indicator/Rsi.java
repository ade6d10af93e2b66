package io.tickmesh.bot.indicator;

/// Wilder's relative strength index of `period` changes, 0 to 100. Not thread-safe.
///
/// Numbers that have not moved at all give 50: neither strong nor weak.
public final class Rsi extends Filter {
    private static final double NEUTRAL = 50;

    private final int period;
    private final WilderAverage gain;
    private final WilderAverage loss;
    private double previous = Double.NaN;

    /// @throws IllegalArgumentException if `period` is not positive
    public Rsi(Source source, int period) {
        super(source);
        this.period = period;
        gain = new WilderAverage(period);
        loss = new WilderAverage(period);
    }

    @Override
    double apply(double number) {
        if (!Double.isNaN(previous)) {
            double change = number - previous;
            gain.update(Math.max(change, 0));
            loss.update(Math.max(-change, 0));
        }
        previous = number;
        double moves = gain.value() + loss.value();
        return moves == 0 ? NEUTRAL : 100 * (gain.value() / moves);
    }

    @Override
    int warmUpNumbers() {
        return WarmUp.wilder(period);
    }
}
