package io.tickmesh.mesh.backtest;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The money of a backtest.
///
/// @param id a configured account whose limits hold; null only without limits
/// @param currency the quote asset of all symbols; null for that of the configured account
/// @param capital money at the beginning, above zero
/// @param limits whether risk checks the orders; null for yes
public record BacktestAccount(
        @Nullable String id,
        @Nullable String currency,
        BigDecimal capital,
        @Nullable RiskLimits limits) {
    /// Whose rules the orders have to pass.
    public enum RiskLimits {
        /// Those of the configured account.
        ACCOUNT,
        /// Nobody's.
        NONE
    }
}
