package io.tickmesh.bot.strategy;

import java.util.Optional;

/// Decides for one bot when to be in the market, by the closed candles of one symbol and interval. Long or flat.
///
/// It remembers nothing by itself: all it knows are indicators, which live as long as the candles do, so that a bot that was
/// restarted, or looked on without deciding, decides like one that never stopped. Not thread-safe.
public interface Strategy {
    /// The most candles of history that a strategy gets; very long averages keep a part of what they began with.
    int MAX_WARM_UP = 1_000;

    /// Returns how many candles of history its indicators want before it decides.
    int warmUpBars();

    /// Returns what to do after the candle that its indicators were shown last. Has no effect.
    ///
    /// @param holding whether the bot has a position
    Optional<Decision> decide(boolean holding);
}
