package io.tickmesh.mesh.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What every event has.
///
/// @param id unique over all nodes; the ids of one node sort by the time they were made
/// @param time when it happened, in the time of the data (see the event)
/// @param node the node that made it
/// @param cause id of the event that led to this one, so that a fill can be walked back to its tick; null at the start of a chain
/// @param publishedMicros epoch microseconds of the system clock when its service published it
public record Header(
        String id, Instant time, String node, @Nullable String cause, long publishedMicros) {}
