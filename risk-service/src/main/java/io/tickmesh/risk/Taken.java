package io.tickmesh.risk;

/// An account that was taken over, with what is known of it.
record Taken(long epoch, RiskMemory memory) {}
