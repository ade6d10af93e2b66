package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.Severity;
import org.jspecify.annotations.Nullable;

/// Asks what people were told, newest first.
///
/// @param least null for all severities
/// @param cursor where the page before ended; null for the first page
/// @param limit how many at most, 1 to 1000
public record ListNotifications(@Nullable Severity least, @Nullable String cursor, int limit)
        implements Request<Notifications> {}
