package io.tickmesh.gateway.stream;

import org.jspecify.annotations.Nullable;

/// What a client asks of the stream.
///
/// @param client who it is, the same for all its connections
/// @param lastEventId id of the newest event that it has seen; null if it has seen none
/// @param snapshot whether it wants to be told how things are before it is told what changes, unless it goes on where it was
public record Subscription(
        String client, EventFilter filter, @Nullable String lastEventId, boolean snapshot) {}
