package io.tickmesh.mesh.event;

/// What a signal asks for.
public enum SignalAction {
    /// Open a long position.
    ENTER,
    /// Close the position.
    EXIT
}
