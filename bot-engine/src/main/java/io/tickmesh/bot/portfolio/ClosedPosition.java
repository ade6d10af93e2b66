package io.tickmesh.bot.portfolio;

import java.math.BigDecimal;

/// A position that was given up.
///
/// @param fees entry and exit, in the quote asset
/// @param realised profit after all fees
public record ClosedPosition(
        Position position, BigDecimal exitPrice, BigDecimal fees, BigDecimal realised) {}
