package io.tickmesh.mesh.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of what risk did, newest first.
///
/// @param next cursor of the next page; null at the end
public record RiskEvents(List<RiskEventView> items, @Nullable String next) implements Reply {
    public RiskEvents {
        items = List.copyOf(items);
    }
}
