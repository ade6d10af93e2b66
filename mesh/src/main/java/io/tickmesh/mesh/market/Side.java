package io.tickmesh.mesh.market;

import java.math.BigDecimal;

/// Direction of an order.
public enum Side {
    BUY,
    SELL;

    /// Returns `quantity` with the sign of its effect on a position: positive for a buy, negative for a sell.
    public BigDecimal signed(BigDecimal quantity) {
        return this == BUY ? quantity : quantity.negate();
    }

    /// Returns the side that undoes this one.
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
