package io.tickmesh.mesh.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of orders, newest first.
///
/// @param next cursor of the next page; null at the end
public record Orders(List<OrderView> items, @Nullable String next) implements Reply {
    public Orders {
        items = List.copyOf(items);
    }
}
