package io.tickmesh.bot.indicator;

/// Largest of the last `period` numbers, the last one included. O(1) amortised. Not thread-safe.
public final class Highest extends Filter {
    private final int period;
    private final RollingMax numbers;

    /// @throws IllegalArgumentException if `period` is not positive
    public Highest(Source source, int period) {
        super(source);
        this.period = period;
        numbers = new RollingMax(period);
    }

    @Override
    double apply(double number) {
        numbers.update(number);
        return numbers.value();
    }

    @Override
    int warmUpNumbers() {
        return period;
    }
}
