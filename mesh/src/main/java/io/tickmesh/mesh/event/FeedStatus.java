package io.tickmesh.mesh.event;

/// State of the connection to an exchange.
public enum FeedStatus {
    /// Connected and receiving.
    CONNECTED,
    /// Connected, but nothing has come for too long: prices are not to be acted on.
    STALE,
    /// The connection is lost; the next attempt is scheduled.
    RECONNECTING,
    /// Candles missed while away were fetched from the exchange's history.
    BACKFILLED,
    /// Stopped on purpose.
    DISCONNECTED
}
