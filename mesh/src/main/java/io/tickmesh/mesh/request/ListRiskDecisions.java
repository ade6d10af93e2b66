package io.tickmesh.mesh.request;

import org.jspecify.annotations.Nullable;

/// Asks for decisions on orders, newest first.
///
/// @param account null for all
/// @param bot null for all
/// @param cursor where the page before ended; null for the first page
/// @param limit how many at most, 1 to 1000
public record ListRiskDecisions(
        @Nullable String account, @Nullable String bot, @Nullable String cursor, int limit)
        implements Request<RiskDecisions> {}
