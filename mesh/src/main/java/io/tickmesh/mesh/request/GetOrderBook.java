package io.tickmesh.mesh.request;

/// Asks for the local order book of a symbol.
///
/// @param levels how many of each side at most, 1 to [#MOST]
public record GetOrderBook(String symbol, int levels) implements Request<OrderBookView> {
    /// The most levels of one answer.
    public static final int MOST = 1000;
}
