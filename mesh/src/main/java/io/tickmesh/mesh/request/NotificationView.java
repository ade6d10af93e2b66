package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people were told about an event.
///
/// @param id that of the event
/// @param kind what it is about, by its name in the configuration, for example `bot-failed`
/// @param text one line
/// @param deliveries one for each channel that wanted it
public record NotificationView(
        String id,
        Instant time,
        Severity severity,
        String kind,
        String text,
        @Nullable String bot,
        @Nullable String symbol,
        List<Delivery> deliveries) {
    public NotificationView {
        deliveries = List.copyOf(deliveries);
    }

    /// What became of it on one channel.
    ///
    /// @param at when it got this status
    /// @param detail why it failed; null unless it did
    public record Delivery(
            String channel, DeliveryStatus status, Instant at, @Nullable String detail) {}

    /// How far a delivery is.
    public enum DeliveryStatus {
        /// It waits for its turn, or to be tried again.
        WAITING,
        DELIVERED,
        /// The channel refused it for good.
        FAILED,
        /// Too much waited, or the process ended first.
        DROPPED
    }
}
