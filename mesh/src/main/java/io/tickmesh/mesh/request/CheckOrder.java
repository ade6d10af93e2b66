package io.tickmesh.mesh.request;

import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Asks risk whether an order may be sent. Asking again with the same order id gives the same answer.
///
/// @param type how it meets the market: a limit order that rests cannot be filled at a bad price
/// @param price price that the order is valued at: its limit, its stop, or that of the market
/// @param priceTime exchange time of that price
/// @param reducing whether it makes a position smaller
/// @param manual whether a person asks for it, not a strategy: the way out of a position under HALTED
/// @param cause id of the signal
public record CheckOrder(
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        OrderType type,
        BigDecimal quantity,
        BigDecimal price,
        Instant priceTime,
        boolean reducing,
        boolean manual,
        @Nullable String cause)
        implements Request<RiskAnswer> {}
