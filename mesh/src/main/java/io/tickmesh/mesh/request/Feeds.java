package io.tickmesh.mesh.request;

import java.util.List;

/// The exchange connections.
public record Feeds(List<FeedView> items) implements Reply {
    public Feeds {
        items = List.copyOf(items);
    }
}
