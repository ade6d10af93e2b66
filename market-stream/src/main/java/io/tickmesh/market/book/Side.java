package io.tickmesh.market.book;

/// A side of an order book.
public enum Side {
    /// Those who buy: the highest price is the best.
    BID,
    /// Those who sell: the lowest price is the best.
    ASK
}
