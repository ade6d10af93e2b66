package io.tickmesh.mesh.request;

import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;
import java.time.Instant;

/// A trade of an order.
///
/// @param fee in the quote asset
public record FillView(
        String fillId,
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal fee,
        Instant time) {}
