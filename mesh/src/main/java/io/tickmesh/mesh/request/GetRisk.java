package io.tickmesh.mesh.request;

/// Asks for the state of risk.
public record GetRisk() implements Request<RiskState> {}
