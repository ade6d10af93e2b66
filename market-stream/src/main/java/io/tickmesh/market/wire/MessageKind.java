package io.tickmesh.market.wire;

/// What a message of a stream is.
public enum MessageKind {
    /// A trade: symbol, event time, price, quantity.
    TRADE,
    /// The best bid and ask: symbol, update id, prices, quantities; no event time.
    BOOK,
    /// A candle that is still open: symbol, event time.
    OPEN_CANDLE,
    /// A candle that is final: symbol, event time, interval, candle.
    CLOSED_CANDLE,
    /// The exchange did what we asked.
    DONE,
    /// The exchange refused what we asked.
    REFUSED,
    /// The exchange will close the connection soon.
    SHUTDOWN,
    /// Well-formed, and nothing we know.
    UNKNOWN,
    /// Cannot be read.
    MALFORMED
}
