package io.tickmesh.mesh.event;

import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;

/// A trade of an order; partial fills are several of these.
///
/// @param orderId client order id, the same for the same decision
/// @param quantity quantity of this fill
/// @param fee in the quote asset
/// @param remaining quantity still open
public record OrderFilled(
        Header header,
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        String fillId,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal fee,
        BigDecimal remaining)
        implements Event {}
