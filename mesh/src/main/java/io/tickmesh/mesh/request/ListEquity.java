package io.tickmesh.mesh.request;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Asks for equity snapshots, newest first.
///
/// @param account null for all
/// @param bot snapshots of this bot; null for those of whole accounts
/// @param from only snapshots at or after it; null for all
/// @param to only snapshots before it; null for all
/// @param every only the newest of each period of this length, which is counted from the epoch; null for all
/// @param cursor where the page before ended; null for the first page
/// @param limit how many at most, 1 to 1000
public record ListEquity(
        @Nullable String account,
        @Nullable String bot,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Duration every,
        @Nullable String cursor,
        int limit)
        implements Request<EquityHistory> {}
