package io.tickmesh.bot.execution;

import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;
import java.time.Instant;

/// Best bid and ask of a symbol as money.
///
/// @param time exchange time
public record Quote(BigDecimal bid, BigDecimal ask, Instant time) {
    /// Returns the price that an order of that side meets.
    public BigDecimal facing(Side side) {
        return side == Side.BUY ? ask : bid;
    }
}
