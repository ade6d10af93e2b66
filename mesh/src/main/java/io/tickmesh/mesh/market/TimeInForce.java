package io.tickmesh.mesh.market;

/// How long an order stands.
public enum TimeInForce {
    /// Until it is filled or withdrawn.
    GTC,
    /// What is not filled at once is withdrawn.
    IOC,
    /// Filled at once as a whole, or not at all.
    FOK
}
