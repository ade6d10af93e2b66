package io.tickmesh.mesh.request;

/// A stream that is connected and says nothing although it should.
///
/// @param stream what of the symbol, as the exchange names it, for example `bookTicker` or `kline_1m`
/// @param silentMillis since its last message, milliseconds
public record StaleStream(String symbol, String stream, long silentMillis) {}
