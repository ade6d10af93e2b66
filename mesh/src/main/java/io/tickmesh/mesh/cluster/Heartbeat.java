package io.tickmesh.mesh.cluster;

import io.tickmesh.mesh.latency.StageLatency;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A node says that it lives and what it runs.
///
/// @param startedAt when the node started
/// @param sequence counts the heartbeats of the node
/// @param services state of each service that the node runs
/// @param latencies what the node measured so far
public record Heartbeat(
        String node,
        Instant startedAt,
        long sequence,
        Map<ServiceName, ServiceState> services,
        List<StageLatency> latencies) {
    public Heartbeat {
        services = Collections.unmodifiableMap(new TreeMap<>(services));
        latencies = List.copyOf(latencies);
    }
}
