package io.tickmesh.mesh.request;

import org.jspecify.annotations.Nullable;

/// Asks for the trades of a backtest in the order in which they ended. NOT_FOUND if there is none of that id.
///
/// @param cursor where the page before ended; null for the first page
/// @param limit how many at most, 1 to 1000
public record ListBacktestTrades(String id, @Nullable String cursor, int limit)
        implements Request<BacktestTrades> {}
