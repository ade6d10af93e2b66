package io.tickmesh.mesh.event;

import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;

/// An order may not be sent.
///
/// @param header cause = the signal
/// @param price price that the order was valued at
/// @param detail the numbers that decided, as `key=value` pairs
public record RiskRejected(
        Header header,
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        RiskReason reason,
        String detail)
        implements Event {}
