package io.tickmesh.mesh.request;

/// Asks for the strategies that bots can use.
public record ListStrategies() implements Request<Strategies> {}
