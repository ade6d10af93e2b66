package io.tickmesh.mesh.bot;

import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a bot buys when its strategy wants to enter.
///
/// @param offsetPercent distance of the limit below, or of the stop above, the price that the decision saw; not used by market
///     orders
/// @param expireAfter how long an order may rest before it is withdrawn; null for ever
public record Entry(
        OrderType type,
        TimeInForce timeInForce,
        BigDecimal offsetPercent,
        @Nullable Duration expireAfter) {
    /// Buys at once at what the market offers.
    public static final Entry MARKET =
            new Entry(OrderType.MARKET, TimeInForce.IOC, BigDecimal.ZERO, null);
}
