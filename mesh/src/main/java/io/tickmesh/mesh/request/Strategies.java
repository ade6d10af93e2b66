package io.tickmesh.mesh.request;

import java.util.List;

/// The strategies that bots can use, in alphabetical order.
public record Strategies(List<StrategyView> items) implements Reply {
    public Strategies {
        items = List.copyOf(items);
    }
}
