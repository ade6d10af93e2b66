package io.tickmesh.mesh.backtest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A combination of parameters over all folds. One that is far better in training than in testing fits the past alone.
///
/// @param train mean of the objective over the folds in training; null if it is not defined in one of them
/// @param test the same in testing
/// @param trainReturnPercent mean return in training
/// @param testReturnPercent mean return in testing
/// @param trades in testing, all folds
public record SearchRun(
        Map<String, String> parameters,
        @Nullable Double train,
        @Nullable Double test,
        double trainReturnPercent,
        double testReturnPercent,
        int trades) {
    public SearchRun {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
