package io.tickmesh.mesh.request;

import io.tickmesh.mesh.backtest.BacktestPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Points of an equity curve, oldest first.
///
/// @param next cursor of the next page; null at the end
public record BacktestEquity(List<BacktestPoint> items, @Nullable String next) implements Reply {
    public BacktestEquity {
        items = List.copyOf(items);
    }
}
