package io.tickmesh.bot.strategy;

import java.util.Optional;

/// Decides for one bot when to be in the market, by the closed candles of one symbol and interval. Long or flat.
///
/// It has no memory of its own: all that it remembers lives in the indicators that it was made with, so that one which began
/// late, or only looked on, decides like one that was always there. Not thread-safe.
public interface Strategy {
    /// Returns how many candles of history it wants before it decides.
    int warmUpBars();

    /// Returns what to do after the last candle that its indicators saw.
    ///
    /// @param holding whether the bot has a position
    Optional<Decision> decide(boolean holding);
}
