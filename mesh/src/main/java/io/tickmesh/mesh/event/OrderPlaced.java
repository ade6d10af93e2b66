package io.tickmesh.mesh.event;

import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// An order went to the venue.
///
/// @param orderId client order id, the same for the same decision
/// @param orderType how it meets the market
/// @param price price that the decision saw
/// @param limitPrice price it accepts at worst; null unless it is a limit order
/// @param stopPrice price at which it comes to life; null unless it is a stop order
public record OrderPlaced(
        Header header,
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        OrderType orderType,
        TimeInForce timeInForce,
        BigDecimal quantity,
        BigDecimal price,
        @Nullable BigDecimal limitPrice,
        @Nullable BigDecimal stopPrice)
        implements Event {}
