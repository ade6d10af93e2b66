package io.tickmesh.acceptance.books;

import java.math.BigDecimal;

/// Money that an account or a bot has made and paid.
///
/// @param flow sells less buys less fees
/// @param realised profit of closed positions after fees
record Sums(BigDecimal flow, BigDecimal realised, BigDecimal fees) {
    static final Sums NONE = new Sums(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    Sums paid(BigDecimal amount, BigDecimal fee) {
        return new Sums(flow.add(amount), realised, fees.add(fee));
    }

    Sums earned(BigDecimal profit) {
        return new Sums(flow, realised.add(profit), fees);
    }
}
