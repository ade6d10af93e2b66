package io.tickmesh.launcher;

/// Where the prices come from.
public enum FeedKind {
    /// A random walk of the local exchange.
    SIMULATOR,
    /// Recorded candles, replayed by the local exchange in their own time.
    REPLAY,
    /// The public streams of Binance.
    BINANCE
}
