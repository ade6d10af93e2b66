package io.tickmesh.market.wire;

/// Why a message could not be read.
public enum Refusal {
    /// Ends in the middle.
    TRUNCATED,
    /// Is no JSON.
    NOT_JSON,
    /// A field that is needed is missing.
    MISSING_FIELD,
    /// A field has another type than the protocol says.
    WRONG_TYPE,
    /// A number is none, or is out of its range.
    BAD_NUMBER,
    /// Is about a symbol that was not subscribed.
    UNKNOWN_SYMBOL,
    /// Is about an interval that was not subscribed.
    UNKNOWN_INTERVAL,
    /// Is a candle that cannot be: high below low, open at an impossible time, out of order.
    IMPOSSIBLE_CANDLE,
    /// Is larger than any message of the exchange, or is not text.
    UNEXPECTED_FRAME
}
