package io.tickmesh.bot.strategy;

import java.util.List;

/// Brings strategies from outside. An implementation is named in `META-INF/services/io.tickmesh.bot.strategy.StrategyProvider` of
/// a jar on the class path, and has a public constructor without parameters.
public interface StrategyProvider {
    /// Returns strategies whose names no other strategy has. Called once for each catalogue.
    List<StrategyType> strategies();
}
