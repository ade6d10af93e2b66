package io.tickmesh.mesh.request;

import io.tickmesh.mesh.market.Interval;
import org.jspecify.annotations.Nullable;

/// Asks for the newest closed candles.
///
/// @param limit how many at most, 1 to 1000
/// @param beforeMillis only candles that open before this time, epoch milliseconds; null for the newest
public record ListCandles(String symbol, Interval interval, int limit, @Nullable Long beforeMillis)
        implements Request<Candles> {}
