package io.tickmesh.simulator.source;

/// A captured line that matters, prices and quantities in units of 1e-8.
@SuppressWarnings("ArrayRecordComponent") // Read once, never changed or compared.
sealed interface CapturedMessage {

    /// A trade, as it was sent.
    record Trade(byte[] payload, long id, long price, long quantity, boolean buyerMaker)
            implements CapturedMessage {}

    /// A best bid and ask, as it was sent.
    record Quote(
            byte[] payload, long updateId, long bid, long bidQuantity, long ask, long askQuantity)
            implements CapturedMessage {}

    /// A change of the order book, as it was sent; levels are price and quantity in turns.
    record Update(byte[] payload, long lastUpdateId, long[] bids, long[] asks)
            implements CapturedMessage {}

    /// An order book that REST answered; levels are price and quantity in turns.
    record Snapshot(long lastUpdateId, long[] bids, long[] asks) implements CapturedMessage {}
}
