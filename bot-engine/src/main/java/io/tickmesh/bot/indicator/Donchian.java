package io.tickmesh.bot.indicator;

/// Donchian channel: highest high and lowest low of the last `period` bars. Not thread-safe.
public final class Donchian {
    private final RollingMax highs;
    private final RollingMax negatedLows;

    /// @throws IllegalArgumentException if `period` is not positive
    public Donchian(int period) {
        highs = new RollingMax(period);
        negatedLows = new RollingMax(period);
    }

    public void update(double high, double low) {
        highs.update(high);
        negatedLows.update(-low);
    }

    /// Returns the highest high, NaN until there are `period` bars.
    public double upper() {
        return highs.value();
    }

    /// Returns the lowest low, NaN until there are `period` bars.
    public double lower() {
        return -negatedLows.value();
    }

    public boolean isReady() {
        return highs.isReady();
    }
}
