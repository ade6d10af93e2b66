package io.tickmesh.mesh.backtest;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values of a parameter that a search tries: a list, or all from `min` to `max` in steps.
///
/// @param values null for a range
/// @param min null for a list
/// @param max null for a list
/// @param step above zero; null for a list
public record SearchRange(
        @Nullable List<String> values,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable BigDecimal step) {
    public SearchRange {
        values = values == null ? null : List.copyOf(values);
    }
}
