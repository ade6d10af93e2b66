package io.tickmesh.market.venue;

/// A channel of one symbol.
///
/// @param symbol its place in [Venue#symbols]
public record Stream(int symbol, Channel channel) {}
