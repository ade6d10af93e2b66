package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A decision on an order.
///
/// @param refusal null if it was approved
/// @param detail the numbers that decided, as `key=value` pairs
public record RiskDecisionView(
        String id,
        Instant time,
        String orderId,
        String account,
        String bot,
        String symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        @Nullable RiskReason refusal,
        String detail) {}
