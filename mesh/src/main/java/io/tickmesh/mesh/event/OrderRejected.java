package io.tickmesh.mesh.event;

import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;

/// The venue refused an order.
///
/// @param orderId client order id, the same for the same decision
public record OrderRejected(
        Header header,
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        BigDecimal quantity,
        String reason)
        implements Event {}
