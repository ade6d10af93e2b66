package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.TradingState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one source says an account may do. The strictest holds.
///
/// @param source `configuration`, `person`, or the id of a breaker
/// @param reason why it says so
/// @param since since when; null for the configuration
/// @param stored whether it outlives a restart; false for what a person said while the database was away
public record TradingStateView(
        String source,
        TradingState state,
        String reason,
        @Nullable Instant since,
        boolean stored) {}
