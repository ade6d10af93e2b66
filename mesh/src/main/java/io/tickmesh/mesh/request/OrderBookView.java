package io.tickmesh.mesh.request;

import java.time.Instant;
import java.util.List;

/// The order book of a symbol, best levels first. Complete as far as it goes: a level that is missing does not exist.
///
/// @param updateId the exchange's number of the last change in it
/// @param time the exchange's time of that change
public record OrderBookView(
        String symbol, long updateId, Instant time, List<Level> bids, List<Level> asks)
        implements Reply {
    public OrderBookView {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    /// What rests at one price.
    ///
    /// @param quantity above zero, in the base asset
    public record Level(double price, double quantity) {}
}
