package io.tickmesh.mesh.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of decisions on orders, newest first.
///
/// @param next cursor of the next page; null at the end
public record RiskDecisions(List<RiskDecisionView> items, @Nullable String next) implements Reply {
    public RiskDecisions {
        items = List.copyOf(items);
    }
}
