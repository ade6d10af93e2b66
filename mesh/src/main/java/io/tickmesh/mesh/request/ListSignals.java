package io.tickmesh.mesh.request;

import org.jspecify.annotations.Nullable;

/// Asks what strategies and stops wanted and what became of it, newest first.
///
/// @param bot null for all
/// @param symbol null for all
/// @param cursor where the page before ended; null for the first page
/// @param limit how many at most, 1 to 1000
public record ListSignals(
        @Nullable String bot, @Nullable String symbol, @Nullable String cursor, int limit)
        implements Request<Signals> {}
