package io.tickmesh.bot.indicator;

/// The one check that every indicator makes.
final class Periods {
    private Periods() {}

    static int positive(int period) {
        if (period <= 0) {
            throw new IllegalArgumentException("period must be positive, was " + period);
        }
        return period;
    }
}
