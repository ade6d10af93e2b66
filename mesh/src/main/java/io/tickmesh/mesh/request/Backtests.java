package io.tickmesh.mesh.request;

import io.tickmesh.mesh.backtest.BacktestView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of backtests, newest first.
///
/// @param next cursor of the next page; null at the end
public record Backtests(List<BacktestView> items, @Nullable String next) implements Reply {
    public Backtests {
        items = List.copyOf(items);
    }
}
