package io.tickmesh.bot.indicator;

/// Rate of change: percent since `period` bars ago. Unknown where the number was 0 then. Not thread-safe.
public final class Roc extends Filter {
    private final int period;
    private final Delay past;

    /// @throws IllegalArgumentException if `period` is not positive
    public Roc(Source source, int period) {
        super(source);
        this.period = period;
        past = new Delay(period);
    }

    @Override
    double apply(double number) {
        double then = past.push(number);
        return then == 0 ? Double.NaN : 100 * (number - then) / then;
    }

    @Override
    int warmUpNumbers() {
        return period + 1;
    }
}
