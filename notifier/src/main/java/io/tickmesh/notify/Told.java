package io.tickmesh.notify;

import io.tickmesh.mesh.request.NotificationView.DeliveryStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of an alert on a channel.
///
/// @param at when it got this status
/// @param detail why it was not delivered
record Told(
        String eventId,
        String channel,
        DeliveryStatus status,
        Instant at,
        @Nullable String detail) {}
