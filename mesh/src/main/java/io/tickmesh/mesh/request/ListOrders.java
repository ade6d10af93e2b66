package io.tickmesh.mesh.request;

import org.jspecify.annotations.Nullable;

/// Asks for orders, newest first.
///
/// @param account null for all
/// @param bot null for all
/// @param symbol null for all
/// @param status one of those of [OrderView], or OPEN for those that have not ended; null for all
/// @param cursor where the page before ended; null for the first page
/// @param limit how many at most, 1 to 1000
public record ListOrders(
        @Nullable String account,
        @Nullable String bot,
        @Nullable String symbol,
        @Nullable String status,
        @Nullable String cursor,
        int limit)
        implements Request<Orders> {}
