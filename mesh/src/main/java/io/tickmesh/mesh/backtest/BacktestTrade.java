package io.tickmesh.mesh.backtest;

import java.math.BigDecimal;
import java.time.Instant;

/// A position from its first to its last fill.
///
/// @param entryPrice average
/// @param exitPrice average
/// @param quantity that was bought
/// @param fees of entry and exit, in the quote asset
/// @param profit after all fees
/// @param returnPercent profit over the value at the entry
/// @param exitReason why it was given up; `end of data` if it was open then
/// @param bars candles that it was held for
/// @param maePercent how far the price went below the entry at most while it was held, 0 or more
/// @param mfePercent how far it went above the entry at most, 0 or more
public record BacktestTrade(
        String symbol,
        Instant entryTime,
        Instant exitTime,
        BigDecimal entryPrice,
        BigDecimal exitPrice,
        BigDecimal quantity,
        BigDecimal fees,
        BigDecimal profit,
        double returnPercent,
        String exitReason,
        int bars,
        double maePercent,
        double mfePercent) {}
