package io.tickmesh.bot.indicator;

/// Smallest of the last `period` numbers, the last one included. O(1) amortised. Not thread-safe.
public final class Lowest extends Filter {
    private final int period;
    private final RollingMax negated;

    /// @throws IllegalArgumentException if `period` is not positive
    public Lowest(Source source, int period) {
        super(source);
        this.period = period;
        negated = new RollingMax(period);
    }

    @Override
    double apply(double number) {
        negated.update(-number);
        return -negated.value();
    }

    @Override
    int warmUpNumbers() {
        return period;
    }
}
