package io.tickmesh.mesh.event;

import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;

/// An order was withdrawn before it was filled.
///
/// @param orderId client order id, the same for the same decision
/// @param remaining quantity that was not filled
public record OrderCancelled(
        Header header,
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        BigDecimal remaining,
        String reason)
        implements Event {}
