package io.tickmesh.mesh.market;

/// How an order meets the market.
public enum OrderType {
    /// At once, at what the market offers.
    MARKET,
    /// At its limit price or better.
    LIMIT,
    /// Becomes a market order when the price passes its stop price.
    STOP
}
