package io.tickmesh.bot.indicator;

/// Hull's moving average: WMA of 2 WMA(period / 2) - WMA(period) over the square root of `period`, both rounded down. Overshoots
/// where prices turn. Not thread-safe.
public final class Hma extends Filter {
    private final int warmUp;
    private final Wma half;
    private final Wma full;
    private final Wma smooth;

    /// @throws IllegalArgumentException if `period` is below 2
    public Hma(Source source, int period) {
        super(source);
        int root = (int) Math.sqrt(period);
        half = new Wma(source, period / 2);
        full = new Wma(source, period);
        smooth = new Wma(source, root);
        warmUp = period + root - 1;
    }

    @Override
    double apply(double number) {
        double raw = 2 * half.apply(number) - full.apply(number);
        return Double.isNaN(raw) ? Double.NaN : smooth.apply(raw);
    }

    @Override
    int warmUpNumbers() {
        return warmUp;
    }
}
