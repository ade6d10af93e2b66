package io.tickmesh.mesh.request;

import io.tickmesh.mesh.backtest.BacktestTrade;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of the trades of a backtest, in the order in which they ended.
///
/// @param next cursor of the next page; null at the end
public record BacktestTrades(List<BacktestTrade> items, @Nullable String next) implements Reply {
    public BacktestTrades {
        items = List.copyOf(items);
    }
}
