package io.tickmesh.mesh.event;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A bot holds a position.
///
/// @param header cause = the fill
/// @param entryPrice average, without fees
/// @param entryFee in the quote asset
/// @param stopPrice price at which it is closed at a loss; null without a stop
/// @param targetPrice price at which the profit is taken; null without a target
public record PositionOpened(
        Header header,
        String account,
        String bot,
        String symbol,
        BigDecimal quantity,
        BigDecimal entryPrice,
        BigDecimal entryFee,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal targetPrice)
        implements Event {}
