package io.tickmesh.mesh.request;

import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An order as people see it.
///
/// @param price price that the decision saw
/// @param status REFUSED, PLACED, PARTIALLY_FILLED, FILLED, CANCELLED or REJECTED
/// @param averagePrice null until the first fill
/// @param fee in the quote asset
/// @param reason why it was made, or why it was refused
public record OrderView(
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        String status,
        BigDecimal filled,
        @Nullable BigDecimal averagePrice,
        BigDecimal fee,
        Instant createdAt,
        Instant updatedAt,
        String reason) {}
