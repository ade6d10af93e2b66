package io.tickmesh.mesh.backtest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A search for parameters. Each fold is optimised on a stretch of time and judged on the one that follows, which the search has
/// not seen.
///
/// @param space what to try, by name of the parameter
/// @param method how combinations are chosen
/// @param seed of a random choice; null for 1
/// @param maxRuns most combinations, 1 to 10000
/// @param objective what is to be as large as possible
/// @param folds how many stretches follow each other, 1 to 20; null for 1
/// @param trainShare which part of a fold is optimised on, above 0 and below 1; null for 0.7
public record SearchSpec(
        Map<String, SearchRange> space,
        Method method,
        @Nullable Integer seed,
        int maxRuns,
        Objective objective,
        @Nullable Integer folds,
        @Nullable Double trainShare) {
    public SearchSpec {
        space = Collections.unmodifiableMap(new LinkedHashMap<>(space));
    }

    /// How combinations are chosen.
    public enum Method {
        /// All, in their order; more than `maxRuns` are refused.
        GRID,
        /// So many at random, none twice.
        RANDOM
    }

    /// What is to be as large as possible.
    public enum Objective {
        RETURN,
        SHARPE,
        SORTINO,
        PROFIT_FACTOR
    }
}
