package io.tickmesh.market.book;

/// The best levels of both sides at one moment, as the exchange answers a request for them. Owns its levels: they are not changed
/// any more.
///
/// @param lastUpdateId id of the last update that is in it
public record DepthSnapshot(long lastUpdateId, Levels bids, Levels asks) {}
