package io.tickmesh.mesh.event;

import java.math.BigDecimal;
import java.time.Instant;

/// A bot gave up its position.
///
/// @param header cause = the fill
/// @param fees entry and exit, in the quote asset
/// @param realised profit after all fees, in the quote asset
/// @param reason why it was closed
public record PositionClosed(
        Header header,
        String account,
        String bot,
        String symbol,
        BigDecimal quantity,
        BigDecimal entryPrice,
        BigDecimal exitPrice,
        BigDecimal fees,
        BigDecimal realised,
        Instant openedAt,
        String reason)
        implements Event {}
