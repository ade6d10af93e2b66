package io.tickmesh.mesh.bus;

/// Stands for a message that this node cannot read: of a newer version, of an unknown type, or damaged. Counted and dropped.
record Unreadable(String reason) {}
