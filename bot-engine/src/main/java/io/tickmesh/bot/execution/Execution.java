package io.tickmesh.bot.execution;

import java.math.BigDecimal;

/// What a venue did with an order.
public sealed interface Execution {
    /// The whole order was filled.
    ///
    /// @param fee in the quote asset
    record Filled(BigDecimal price, BigDecimal fee) implements Execution {}

    /// Nothing was filled.
    record Refused(String reason) implements Execution {}
}
