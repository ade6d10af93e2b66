package io.tickmesh.market.wire;

/// What a message of a stream is.
public enum MessageKind {
    /// A trade: symbol, event time, price, quantity, id, time of the trade.
    TRADE,
    /// Trades of one order at one price as one: like a trade, with the first and the last id.
    AGGREGATE_TRADE,
    /// The best bid and ask: symbol, update id, prices, quantities; no event time.
    BOOK,
    /// Changes of an order book: symbol, event time, first and last update id, levels.
    DEPTH,
    /// A candle that is still open: symbol, event time, interval, candle so far, ids of its trades.
    OPEN_CANDLE,
    /// A candle that is final: symbol, event time, interval, candle, ids of its trades.
    CLOSED_CANDLE,
    /// The exchange did what we asked.
    DONE,
    /// The exchange refused what we asked.
    REFUSED,
    /// The exchange will close the connection soon.
    SHUTDOWN,
    /// Well-formed and known, and nothing that is needed here: statistics of 24 hours, average prices.
    UNUSED,
    /// Well-formed, and nothing we know.
    UNKNOWN,
    /// Cannot be read.
    MALFORMED
}
