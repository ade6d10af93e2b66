package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.config.ConfigSection;
import java.time.Duration;

/// Settings of the event stream.
///
/// @param heartbeat how often a comment tells clients and proxies that the connection lives
/// @param maxClients connections served at once; more are refused
/// @param clientQueue events other than prices that wait for a slow client; more drop the oldest
/// @param clientStall how long a client may read nothing before it is disconnected
public record StreamConfig(
        Duration heartbeat, int maxClients, int clientQueue, Duration clientStall) {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    public StreamConfig {
        if (heartbeat.compareTo(SHORTEST) < 0 || clientStall.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "heartbeat and clientStall must be at least %s, was %s and %s"
                            .formatted(SHORTEST, heartbeat, clientStall));
        }
        if (maxClients < 1 || clientQueue < 1) {
            throw new IllegalArgumentException(
                    "maxClients and clientQueue must be positive, was %d and %d"
                            .formatted(maxClients, clientQueue));
        }
    }

    public static StreamConfig read(ConfigSection section) {
        return new StreamConfig(
                section.duration("heartbeat", Duration.ofSeconds(10), SHORTEST),
                section.number("max-clients", 2_000, 1, 100_000),
                section.number("client-queue", 1_000, 1, 100_000),
                section.duration("client-stall", Duration.ofSeconds(10), SHORTEST));
    }
}
