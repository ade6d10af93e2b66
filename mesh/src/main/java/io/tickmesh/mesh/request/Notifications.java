package io.tickmesh.mesh.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of notifications, newest first.
///
/// @param next cursor of the next page; null at the end
public record Notifications(List<NotificationView> items, @Nullable String next) implements Reply {
    public Notifications {
        items = List.copyOf(items);
    }
}
