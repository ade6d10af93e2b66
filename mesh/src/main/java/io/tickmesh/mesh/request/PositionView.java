package io.tickmesh.mesh.request;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An open position.
///
/// @param entryPrice average, without fees
/// @param entryFee in the quote asset
/// @param markPrice the bid; the entry price until there is one
/// @param unrealised profit at the mark price, entry fee included
public record PositionView(
        String account,
        String bot,
        String symbol,
        BigDecimal quantity,
        BigDecimal entryPrice,
        BigDecimal entryFee,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal targetPrice,
        BigDecimal markPrice,
        BigDecimal unrealised,
        Instant openedAt) {}
