package io.tickmesh.bot.indicator;

/// How long smoothed averages remember what they began with.
final class WarmUp {
    private WarmUp() {}

    /// Returns the numbers after which the seed of an EMA weighs less than 1e-7.
    static int ema(int period) {
        return 10 * period;
    }

    /// Returns the numbers after which the seed of a Wilder average weighs less than 1e-8.
    static int wilder(int period) {
        return 20 * period;
    }
}
