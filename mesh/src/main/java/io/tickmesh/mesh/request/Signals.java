package io.tickmesh.mesh.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of signals, newest first.
///
/// @param next cursor of the next page; null at the end
public record Signals(List<SignalView> items, @Nullable String next) implements Reply {
    public Signals {
        items = List.copyOf(items);
    }
}
