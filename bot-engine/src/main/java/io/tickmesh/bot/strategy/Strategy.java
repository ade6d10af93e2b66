package io.tickmesh.bot.strategy;

import io.tickmesh.mesh.market.Candle;
import java.util.Optional;

/// Decides for one bot when to be in the market, by the closed candles of one symbol and interval. Long or flat.
///
/// What a strategy knows comes from [#feed] alone, so that a bot may look on without deciding. Not thread-safe.
public interface Strategy {
    /// Returns how many candles of history it wants before it decides.
    int warmUpBars();

    /// Takes in the next closed candle.
    void feed(Candle candle);

    /// Returns what to do after the candle that was fed last.
    ///
    /// @param holding whether the bot has a position
    Optional<Decision> decide(boolean holding);

    /// Takes in the next closed candle and returns what to do.
    default Optional<Decision> onCandle(Candle candle, boolean holding) {
        feed(candle);
        return decide(holding);
    }
}
