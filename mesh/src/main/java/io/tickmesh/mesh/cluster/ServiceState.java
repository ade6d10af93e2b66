package io.tickmesh.mesh.cluster;

/// What a service on a node can do now.
public enum ServiceState {
    STARTING,
    READY,
    /// Finishes what it has and takes nothing new.
    DRAINING
}
