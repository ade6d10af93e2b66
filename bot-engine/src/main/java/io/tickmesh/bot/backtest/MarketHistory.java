package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.recording.RecordedCandles;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of the live market. Called on the threads of jobs, which it may block.
interface MarketHistory {
    /// Returns the rules of a symbol, empty if it is not streamed or nobody answers.
    Optional<SymbolRules> rules(String symbol);

    /// Returns the closed candles that are kept of a symbol, oldest first.
    ///
    /// @param from older ones may be left out; null for all
    /// @throws WrongFieldException if none are kept, or nobody answers
    RecordedCandles candles(String symbol, Interval interval, @Nullable Instant from);
}
