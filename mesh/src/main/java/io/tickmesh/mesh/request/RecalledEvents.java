package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of events, in the order in which they were made known.
///
/// @param next cursor of the next page; null at the end
/// @param complete whether nothing since the time that was asked for has been forgotten
public record RecalledEvents(List<Event> items, @Nullable String next, boolean complete)
        implements Reply {
    public RecalledEvents {
        items = List.copyOf(items);
    }
}
