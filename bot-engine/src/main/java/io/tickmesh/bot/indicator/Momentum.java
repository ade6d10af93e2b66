package io.tickmesh.bot.indicator;

/// Difference from `period` bars ago. Not thread-safe.
public final class Momentum extends Filter {
    private final int period;
    private final Delay past;

    /// @throws IllegalArgumentException if `period` is not positive
    public Momentum(Source source, int period) {
        super(source);
        this.period = period;
        past = new Delay(period);
    }

    @Override
    double apply(double number) {
        return number - past.push(number);
    }

    @Override
    int warmUpNumbers() {
        return period + 1;
    }
}
