package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.recording.RecordedCandles;

/// The candles of one symbol and the rules of its orders.
///
/// @param candles in the order of time, those that warm the strategy up included
public record Recording(SymbolRules rules, RecordedCandles candles) {
    String symbol() {
        return rules.symbol();
    }
}
