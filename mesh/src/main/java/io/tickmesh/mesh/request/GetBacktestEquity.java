package io.tickmesh.mesh.request;

import org.jspecify.annotations.Nullable;

/// Asks for the equity curve of a backtest, oldest first. NOT_FOUND if there is none of that id.
///
/// @param points how many points the whole curve is reduced to, 2 to 10000; null for pages of all its points
/// @param cursor where the page before ended; null for the first page
/// @param limit how many points a page has at most, 1 to 1000
public record GetBacktestEquity(
        String id, @Nullable Integer points, @Nullable String cursor, int limit)
        implements Request<BacktestEquity> {}
