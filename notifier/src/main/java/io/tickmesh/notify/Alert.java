package io.tickmesh.notify;

import io.tickmesh.mesh.event.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something to tell people.
///
/// @param text one short line for people, without markup
/// @param eventId the event it is about
/// @param time of that event
record Alert(
        Severity severity,
        AlertKind kind,
        String text,
        String eventId,
        Instant time,
        @Nullable String bot,
        @Nullable String symbol) {}
