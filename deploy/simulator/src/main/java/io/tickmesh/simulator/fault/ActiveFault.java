package io.tickmesh.simulator.fault;

/// A fault that is switched on.
///
/// @param id to switch it off by
/// @param applied how often it has struck
public record ActiveFault(long id, Fault fault, long applied) {}
