package io.tickmesh.mesh.request;

/// Asks for the accounts.
public record GetPortfolio() implements Request<Portfolio> {}
