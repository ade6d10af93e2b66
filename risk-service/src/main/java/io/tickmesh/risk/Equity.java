package io.tickmesh.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What an account is worth, unrealised profit included.
///
/// @param peak the most it was worth since the measurement began
record Equity(BigDecimal peak, BigDecimal current) {
    private static final int SCALE = 6;

    boolean isDownBy(BigDecimal fraction) {
        return peak.signum() > 0 && peak.subtract(current).compareTo(peak.multiply(fraction)) >= 0;
    }

    /// Returns the fall from the peak, as a fraction.
    BigDecimal drawdown() {
        return peak.subtract(current).divide(peak, SCALE, RoundingMode.HALF_EVEN);
    }
}
