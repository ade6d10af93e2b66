package io.tickmesh.bot.indicator;

/// Simple moving average of the last `period` numbers. Exactly the number itself where they are all equal. Not thread-safe.
public final class Sma extends Filter {
    private final int period;
    private final WindowSum sum;
    private double last = Double.NaN;
    private int equal;

    /// @throws IllegalArgumentException if `period` is not positive
    public Sma(Source source, int period) {
        super(source);
        this.period = period;
        sum = new WindowSum(period);
    }

    @Override
    double apply(double number) {
        sum.add(number);
        equal = number == last ? Math.min(equal + 1, period) : 1;
        last = number;
        if (equal == period) {
            return number;
        }
        return sum.isFull() ? sum.sum() / period : Double.NaN;
    }

    @Override
    int warmUpNumbers() {
        return period;
    }
}
