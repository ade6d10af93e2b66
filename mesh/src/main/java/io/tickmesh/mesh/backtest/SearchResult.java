package io.tickmesh.mesh.backtest;

import java.util.List;

/// What a search found.
///
/// @param combinations how many were tried
/// @param folds what was chosen in each fold, in the order of time
/// @param runs combinations over all folds, the best in training first, at most 100
public record SearchResult(int combinations, List<SearchFold> folds, List<SearchRun> runs) {
    public SearchResult {
        folds = List.copyOf(folds);
        runs = List.copyOf(runs);
    }
}
