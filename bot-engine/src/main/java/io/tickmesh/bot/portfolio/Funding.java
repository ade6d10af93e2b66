package io.tickmesh.bot.portfolio;

import java.math.BigDecimal;

/// Whether an account can pay for an order.
public sealed interface Funding {
    /// The money is set aside.
    ///
    /// @param budget most that the order may cost, fees included; zero for a sale
    record Reserved(BigDecimal budget) implements Funding {}

    /// There is not enough.
    record Missing(String reason) implements Funding {}
}
