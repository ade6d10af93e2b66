package io.tickmesh.mesh.request;

/// Closes an open circuit breaker: what it measures begins anew, so that it does not fire at once again for the same reason. Answered
/// when it is stored. NOT_FOUND if no such breaker is open, UNAVAILABLE while the database is away.
///
/// @param breaker id of the breaker
/// @param reason why, for the records; who says it included
public record ResetBreaker(String breaker, String reason) implements Request<RiskState> {}
