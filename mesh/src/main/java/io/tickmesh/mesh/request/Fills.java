package io.tickmesh.mesh.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of fills, newest first.
///
/// @param next cursor of the next page; null at the end
public record Fills(List<FillView> items, @Nullable String next) implements Reply {
    public Fills {
        items = List.copyOf(items);
    }
}
