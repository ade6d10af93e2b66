package io.tickmesh.gateway;

import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.request.ListNotifications;
import io.tickmesh.mesh.request.Notifications;

/// What people were told.
final class NotificationRoutes {
    private NotificationRoutes() {}

    static void add(Api api) {
        api.ask(
                "/api/v1/notifications",
                query -> {
                    String least = query.text("severity");
                    return new ListNotifications(
                            least == null ? null : Severity.byName().get(least),
                            query.text("cursor"),
                            query.limit());
                },
                (Notifications answer) -> new Page<>(answer.items(), answer.next()));
    }
}
