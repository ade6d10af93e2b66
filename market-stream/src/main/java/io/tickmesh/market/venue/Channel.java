package io.tickmesh.market.venue;

import io.tickmesh.mesh.market.Interval;

/// What can be subscribed of a symbol.
public sealed interface Channel {
    /// Every trade.
    record Trades() implements Channel {}

    /// The best bid and ask.
    record Quotes() implements Channel {}

    /// Open and closed bars.
    ///
    /// @param interval one of the exchange's: of [Venue#intervals], or one of which such are made
    record Bars(Interval interval) implements Channel {}

    /// The changes of the order book.
    record Depth() implements Channel {}
}
