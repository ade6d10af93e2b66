package io.tickmesh.mesh.bus;

/// What a full inbox does.
public enum InboxPolicy {
    /// Keeps only the newest item of each key; a new key pushes out the oldest one. For prices and screens.
    CONFLATE_BY_KEY,
    /// Pushes out the oldest item. For streams whose newest items matter most.
    DROP_OLDEST,
    /// Refuses the new item. For work that is done in order.
    DROP_NEWEST
}
