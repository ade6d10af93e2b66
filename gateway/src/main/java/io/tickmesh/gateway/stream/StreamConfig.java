package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.config.ConfigSection;
import java.time.Duration;

/// Settings of the event stream.
///
/// @param heartbeat how often a comment tells clients and proxies that the connection lives
/// @param maxClients connections served at once; more are refused
/// @param maxClientsOfOne connections of one token or session; more are refused
/// @param clientStall how long a client may read nothing before it is disconnected
/// @param memory what is remembered for those who read slowly or come back
public record StreamConfig(
        Duration heartbeat,
        int maxClients,
        int maxClientsOfOne,
        Duration clientStall,
        MemoryConfig memory) {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    public StreamConfig {
        if (heartbeat.compareTo(SHORTEST) < 0 || clientStall.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "heartbeat and clientStall must be at least %s, was %s and %s"
                            .formatted(SHORTEST, heartbeat, clientStall));
        }
        if (maxClients < 1 || maxClientsOfOne < 1) {
            throw new IllegalArgumentException(
                    "maxClients and maxClientsOfOne must be positive, was %d and %d"
                            .formatted(maxClients, maxClientsOfOne));
        }
    }

    public static StreamConfig read(ConfigSection section) {
        return new StreamConfig(
                section.duration("heartbeat", Duration.ofSeconds(10), SHORTEST),
                section.number("max-clients", 2_000, 1, 100_000),
                section.number("max-clients-of-one", 100, 1, 100_000),
                section.duration("client-stall", Duration.ofSeconds(10), SHORTEST),
                MemoryConfig.read(section.section("memory")));
    }
}
