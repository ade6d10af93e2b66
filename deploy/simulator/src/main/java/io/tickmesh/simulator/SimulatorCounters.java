package io.tickmesh.simulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the simulator did since its start, read at one moment.
///
/// @param rest answered REST requests
/// @param messagesSent WebSocket text messages written, answers to requests included
/// @param messagesByStream messages of streams by the part of their name after the symbol and `@`
/// @param connectionsOpened WebSocket connections accepted
/// @param connectionsOpen WebSocket connections open now
/// @param connectionsRefused WebSocket connections refused because of too many attempts or a ban
/// @param subscriptions streams subscribed now, summed over connections
/// @param streams streams that somebody is subscribed to now
/// @param slowReadersCut connections cut because they did not read
/// @param faultsApplied how often each kind of fault has struck
public record SimulatorCounters(
        List<RestCalls> rest,
        long messagesSent,
        Map<String, Long> messagesByStream,
        long connectionsOpened,
        int connectionsOpen,
        long connectionsRefused,
        int subscriptions,
        int streams,
        long slowReadersCut,
        Map<String, Long> faultsApplied) {

    public SimulatorCounters {
        rest = List.copyOf(rest);
        messagesByStream = Map.copyOf(messagesByStream);
        faultsApplied = Map.copyOf(faultsApplied);
    }

    /// REST requests of one endpoint that were answered with one status.
    ///
    /// @param endpoint the path below `/api/v3/`, unknown ones as `other`
    /// @param weight their request weight, summed over all minutes
    public record RestCalls(String endpoint, int status, long requests, long weight) {}

    /// Returns answered REST requests by endpoint, whatever their status.
    public Map<String, Long> restRequests() {
        Map<String, Long> requests = new TreeMap<>();
        rest.forEach(calls -> requests.merge(calls.endpoint(), calls.requests(), Long::sum));
        return requests;
    }

    /// Returns the request weight, summed over all minutes.
    public long weightUsed() {
        return rest.stream().mapToLong(RestCalls::weight).sum();
    }
}
