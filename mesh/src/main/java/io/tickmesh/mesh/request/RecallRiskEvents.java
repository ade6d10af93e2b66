package io.tickmesh.mesh.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Asks for events that were made known after some time, in the order they were: what risk decided, of which risk-service keeps a log.
///
/// @param since when the asker last knew everything, on the clock of the system; events that were stored a moment before may be among
///     the answer
/// @param cursor where the page before ended; null for the first page
/// @param limit how many at most, 1 to 1000
public record RecallRiskEvents(Instant since, @Nullable String cursor, int limit)
        implements Request<RecalledEvents> {}
