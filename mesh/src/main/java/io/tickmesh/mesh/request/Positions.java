package io.tickmesh.mesh.request;

import java.util.List;

/// Open positions, in the order of the bots.
public record Positions(List<PositionView> items) implements Reply {
    public Positions {
        items = List.copyOf(items);
    }
}
