package io.tickmesh.mesh.cluster;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
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
/// @param inboxes what went through the inboxes of the node, by name
/// @param clocks milliseconds since their start, by node: of this one now, of others as the newest heartbeat said that it heard of
///     them. It tells a sender how far this node has read. A node that knows nothing of it sends none
public record Heartbeat(
        String node,
        Instant startedAt,
        long sequence,
        Map<ServiceName, ServiceState> services,
        List<StageLatency> latencies,
        Map<String, InboxLoad> inboxes,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Long> clocks) {
    public Heartbeat {
        services = Collections.unmodifiableMap(new TreeMap<>(services));
        latencies = List.copyOf(latencies);
        inboxes = Collections.unmodifiableMap(new TreeMap<>(inboxes));
        clocks = Collections.unmodifiableMap(new TreeMap<>(clocks));
    }
}
