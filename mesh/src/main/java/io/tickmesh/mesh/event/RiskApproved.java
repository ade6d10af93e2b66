package io.tickmesh.mesh.event;

import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;

/// An order may be sent.
///
/// @param header cause = the signal
/// @param price price that the order was valued at
public record RiskApproved(
        Header header,
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price)
        implements Event {}
