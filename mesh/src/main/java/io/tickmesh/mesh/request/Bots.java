package io.tickmesh.mesh.request;

import java.util.List;

/// Bots in the order of the configuration.
public record Bots(List<BotView> items) implements Reply {
    public Bots {
        items = List.copyOf(items);
    }
}
