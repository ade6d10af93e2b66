package io.tickmesh.mesh.request;

/// Asks for the symbols and their rules.
public record ListSymbols() implements Request<Symbols> {}
