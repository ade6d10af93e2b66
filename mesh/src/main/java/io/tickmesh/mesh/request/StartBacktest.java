package io.tickmesh.mesh.request;

import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.backtest.SearchSpec;
import org.jspecify.annotations.Nullable;

/// Puts a backtest into the queue. Answered at once with the new one. INVALID if the specification is wrong, UNAVAILABLE if the
/// queue is full.
///
/// @param search parameters to look for; null for a single run
public record StartBacktest(BacktestSpec spec, @Nullable SearchSpec search)
        implements Request<Backtests> {}
