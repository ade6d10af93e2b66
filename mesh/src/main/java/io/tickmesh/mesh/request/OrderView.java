package io.tickmesh.mesh.request;

import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An order as people see it.
///
/// @param price price that the decision saw
/// @param limitPrice null unless it is a limit order
/// @param stopPrice null unless it is a stop order
/// @param status REFUSED, INTENDED, PLACED, PARTIALLY_FILLED, FILLED, CANCELLED, EXPIRED or REJECTED
/// @param averagePrice null until the first fill
/// @param fee in the quote asset
/// @param reason why it was made, or why it was refused
public record OrderView(
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        BigDecimal quantity,
        BigDecimal price,
        @Nullable BigDecimal limitPrice,
        @Nullable BigDecimal stopPrice,
        String status,
        BigDecimal filled,
        @Nullable BigDecimal averagePrice,
        BigDecimal fee,
        Instant createdAt,
        Instant updatedAt,
        String reason) {}
