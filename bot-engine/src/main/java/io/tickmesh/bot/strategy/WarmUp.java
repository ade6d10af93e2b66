package io.tickmesh.bot.strategy;

/// How much history smoothed averages need until their seed no longer matters, as far as one question for history brings it.
final class WarmUp {
    /// The most candles that one question for history brings; long averages keep a part of their seed.
    static final int MAX_BARS = 1_000;

    private WarmUp() {}

    /// Returns the bars after which an EMA's seed weighs less than 1e-7.
    static int ema(int period) {
        return Math.min(MAX_BARS, 10 * period);
    }

    /// Returns the bars after which a Wilder average's seed weighs less than 1e-8.
    static int wilder(int period) {
        return Math.min(MAX_BARS, 20 * period);
    }
}
