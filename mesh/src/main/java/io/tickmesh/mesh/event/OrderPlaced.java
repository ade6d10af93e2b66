package io.tickmesh.mesh.event;

import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;

/// An order went to the venue.
///
/// @param orderId client order id, the same for the same decision
/// @param price price that the decision saw
public record OrderPlaced(
        Header header,
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price)
        implements Event {}
