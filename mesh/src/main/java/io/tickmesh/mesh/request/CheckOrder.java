package io.tickmesh.mesh.request;

import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Asks risk whether an order may be sent. Asking again with the same order id gives the same answer.
///
/// @param price price that the order is valued at
/// @param priceTime exchange time of that price
/// @param reducing whether it makes a position smaller
/// @param cause id of the signal
public record CheckOrder(
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        Instant priceTime,
        boolean reducing,
        @Nullable String cause)
        implements Request<RiskAnswer> {}
