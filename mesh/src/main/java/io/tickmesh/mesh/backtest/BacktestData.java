package io.tickmesh.mesh.backtest;

import io.tickmesh.mesh.market.Interval;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where the candles of a backtest come from.
///
/// @param path a file, or a directory of files named `SYMBOL-INTERVAL-*.csv.gz`, below the configured directory; null for the
///     history that is kept of the live market
/// @param interval length of the recorded candles; null for that of the strategy
/// @param from when trading begins; null for the beginning of the data. Candles before it warm the strategies up.
/// @param to when it ends, exclusive; null for the end of the data
public record BacktestData(
        @Nullable String path,
        @Nullable Interval interval,
        @Nullable Instant from,
        @Nullable Instant to) {}
