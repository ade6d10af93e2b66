package io.tickmesh.bot.portfolio;

import java.math.BigDecimal;

/// What a bot or an account has made so far, in the quote asset.
///
/// @param realised profit of closed positions after fees
/// @param fees all fees paid
public record Result(BigDecimal realised, BigDecimal fees) {
    /// Nothing yet.
    public static final Result NONE = new Result(BigDecimal.ZERO, BigDecimal.ZERO);

    Result paid(BigDecimal fee) {
        return new Result(realised, fees.add(fee));
    }

    Result realised(BigDecimal profit) {
        return new Result(realised.add(profit), fees);
    }
}
