package io.tickmesh.mesh.request;

import org.jspecify.annotations.Nullable;

/// Asks for the open positions.
///
/// @param account null for all
/// @param bot null for all
/// @param symbol null for all
public record ListPositions(@Nullable String account, @Nullable String bot, @Nullable String symbol)
        implements Request<Positions> {}
