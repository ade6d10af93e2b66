package io.tickmesh.mesh.request;

/// Asks for the state of the exchange connections.
public record GetFeeds() implements Request<Feeds> {}
