package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.config.ConfigSection;
import java.time.Duration;

/// What is remembered of the events for those who read slowly or come back, and how the rest is asked for.
///
/// @param events most events that are kept in memory
/// @param bytes how much of the heap they may take, about
/// @param longestCommit how much later than it was stored an event may be published. A client that has seen an event of some moment
///     has surely seen only what was stored so long before it.
/// @param recallTimeout how long the owners of events may take together
/// @param recallEvents most events that are asked of the owners for a client that comes back; when there are more it begins anew
public record MemoryConfig(
        int events, long bytes, Duration longestCommit, Duration recallTimeout, int recallEvents) {
    /// What people get who say nothing. A transaction may take 15 s, see `DatabaseConfig`.
    public static final MemoryConfig DEFAULT =
            new MemoryConfig(
                    10_000, 8L << 20, Duration.ofSeconds(15), Duration.ofSeconds(10), 10_000);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    public MemoryConfig {
        if (events < 1 || bytes < 1 || recallEvents < 1) {
            throw new IllegalArgumentException(
                    "events, bytes and recallEvents must be positive, was %d, %d and %d"
                            .formatted(events, bytes, recallEvents));
        }
        if (longestCommit.isNegative() || !recallTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "longestCommit must not be negative and recallTimeout positive, was %s and %s"
                            .formatted(longestCommit, recallTimeout));
        }
    }

    static MemoryConfig read(ConfigSection section) {
        return new MemoryConfig(
                section.number("events", DEFAULT.events, 1, 1_000_000),
                section.number("bytes", DEFAULT.bytes, 1_000, 1L << 30),
                section.duration("longest-commit", DEFAULT.longestCommit, Duration.ZERO),
                section.duration("recall-timeout", DEFAULT.recallTimeout, SHORTEST),
                section.number("recall-events", DEFAULT.recallEvents, 1, 100_000));
    }
}
