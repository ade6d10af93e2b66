package io.tickmesh.mesh.request;

import java.util.List;

/// The accounts, in the order of the configuration.
public record Portfolio(List<AccountView> items) implements Reply {
    public Portfolio {
        items = List.copyOf(items);
    }
}
