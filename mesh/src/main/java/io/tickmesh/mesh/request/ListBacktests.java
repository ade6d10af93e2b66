package io.tickmesh.mesh.request;

import org.jspecify.annotations.Nullable;

/// Asks for the backtests, newest first.
///
/// @param cursor where the page before ended; null for the first page
/// @param limit how many at most, 1 to 1000
public record ListBacktests(@Nullable String cursor, int limit) implements Request<Backtests> {}
