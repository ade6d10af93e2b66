package io.tickmesh.mesh.request;

import io.tickmesh.mesh.market.SymbolRules;
import java.util.List;

/// The symbols that are streamed, in the order of the configuration.
public record Symbols(List<SymbolRules> items) implements Reply {
    public Symbols {
        items = List.copyOf(items);
    }
}
