package io.tickmesh.mesh.event;

/// What a circuit breaker protects.
public enum BreakerScope {
    ACCOUNT,
    BOT
}
