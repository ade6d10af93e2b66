package io.tickmesh.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/// What an account is worth, unrealised profit included.
///
/// @param peak the most it was worth since the measurement began
/// @param at when it was worth `current`
record Equity(BigDecimal peak, BigDecimal current, Instant at) {
    private static final int SCALE = 6;

    boolean isDownBy(BigDecimal fraction) {
        return peak.signum() > 0 && peak.subtract(current).compareTo(peak.multiply(fraction)) >= 0;
    }

    /// Returns the fall from the peak, as a fraction.
    BigDecimal drawdown() {
        return peak.subtract(current).divide(peak, SCALE, RoundingMode.HALF_EVEN);
    }
}
