package io.tickmesh.mesh.event;

/// Why risk refused an order. Codes are part of the interface: they are never renamed.
public enum RiskReason {
    /// The account is HALTED.
    TRADING_HALTED,
    /// The account is REDUCING and the order would open or enlarge a position.
    TRADING_REDUCING,
    /// A circuit breaker of the bot is open.
    BREAKER_OPEN,
    /// No limits are configured for the account.
    UNKNOWN_ACCOUNT,
    /// Price times quantity is above the limit of one order.
    ORDER_NOTIONAL,
    /// The account would hold too much of the symbol.
    SYMBOL_EXPOSURE,
    /// The account would hold too much in all.
    ACCOUNT_EXPOSURE,
    /// The price is too old, or missing.
    STALE_PRICE,
    /// The exchange's streams of the symbol are silent although they are connected: its price may have moved unseen.
    STALE_FEED,
    /// The order is valued at a price too far from the market that risk sees.
    PRICE_DEVIATION,
    /// Too many orders in the window.
    ORDER_RATE,
    /// The order id was answered before with other contents.
    DUPLICATE_ORDER,
    /// Risk did not answer in time: no answer means no.
    NO_ANSWER
}
