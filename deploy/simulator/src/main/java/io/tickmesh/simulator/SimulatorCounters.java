package io.tickmesh.simulator;

import java.util.Map;

/// What the simulator did since its start, read at one moment.
///
/// @param restRequests answered requests by the path below `/api/v3/`, unknown ones as `other`
/// @param weightUsed request weight, summed over all minutes
/// @param messagesSent WebSocket text messages written
/// @param connectionsOpened WebSocket connections accepted
/// @param connectionsOpen WebSocket connections open now
/// @param subscriptions streams subscribed now, summed over connections
/// @param slowReadersCut connections cut because they did not read
public record SimulatorCounters(
        Map<String, Long> restRequests,
        long weightUsed,
        long messagesSent,
        long connectionsOpened,
        int connectionsOpen,
        int subscriptions,
        long slowReadersCut) {

    public SimulatorCounters {
        restRequests = Map.copyOf(restRequests);
    }
}
