package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.EquitySnapshotTaken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of equity snapshots, newest first.
///
/// @param next cursor of the next page; null at the end
public record EquityHistory(List<EquitySnapshotTaken> items, @Nullable String next)
        implements Reply {
    public EquityHistory {
        items = List.copyOf(items);
    }
}
