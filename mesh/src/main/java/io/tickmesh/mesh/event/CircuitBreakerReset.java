package io.tickmesh.mesh.event;

/// A breaker lets entries pass again.
public record CircuitBreakerReset(
        Header header, String breaker, BreakerScope scope, String subject, String reason)
        implements Event {}
