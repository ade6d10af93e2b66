package io.tickmesh.market.venue;

/// A message that subscribes to streams, or ends their subscription.
///
/// @param answers how many times the exchange answers it, see [MarketSink#answered]
public record StreamRequest(String text, int answers) {}
