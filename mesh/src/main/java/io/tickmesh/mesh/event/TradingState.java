package io.tickmesh.mesh.event;

/// What an account may do.
public enum TradingState {
    /// Everything within the limits.
    ACTIVE,
    /// Only orders that make positions smaller.
    REDUCING,
    /// No order at all.
    HALTED
}
