package io.tickmesh.market.candle;

/// Whether a candle made from trades is what the exchange says.
public enum Agreement {
    /// Prices and number of trades are equal, volumes to less than the smallest quantity.
    EQUAL,
    /// All trades seem to have been there, and yet the exchange says something else.
    DIFFERENT,
    /// Trades were missing, so that there is nothing to compare.
    NOT_COMPARED
}
