package io.tickmesh.mesh.request;

import org.jspecify.annotations.Nullable;

/// Asks for breakers that fired or were reset and for changes of trading states, newest first.
///
/// @param subject account or bot; null for all
/// @param cursor where the page before ended; null for the first page
/// @param limit how many at most, 1 to 1000
public record ListRiskEvents(@Nullable String subject, @Nullable String cursor, int limit)
        implements Request<RiskEvents> {}
