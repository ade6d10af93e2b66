package io.tickmesh.mesh.backtest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A backtest as people see it.
///
/// @param progress of the work, 0 to 1
/// @param error why it failed; null if it did not
/// @param search what is searched for; null for a single run
/// @param result null until it is done, and for a search
/// @param found what a search found; null until it is done, for a single run, and in lists
public record BacktestView(
        String id,
        BacktestStatus status,
        double progress,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        BacktestSpec spec,
        @Nullable SearchSpec search,
        @Nullable BacktestResult result,
        @Nullable SearchResult found) {}
