package io.tickmesh.mesh.backtest;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a search chose on one stretch of time, and what that came to on the next.
///
/// @param testFrom when training ends and testing begins
/// @param parameters best in training
/// @param train objective in training; null if it is not defined
/// @param test objective in testing; null if it is not defined
public record SearchFold(
        Instant trainFrom,
        Instant testFrom,
        Instant testTo,
        Map<String, String> parameters,
        @Nullable Double train,
        @Nullable Double test,
        double trainReturnPercent,
        double testReturnPercent,
        int trades) {
    public SearchFold {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
