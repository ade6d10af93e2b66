package io.tickmesh.gateway.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What happens on the event stream, counted over all connections.
///
/// @param encoded events turned into bytes, each once however many clients want it
/// @param sent events handed to connections
/// @param conflated prices replaced by a newer one while they waited for a slow client
/// @param dropped events lost to slow clients
/// @param stalled connections closed because the client stopped reading
/// @param refused connections refused because all were taken
/// @param resumed clients that went on where they were, from memory
/// @param recalled clients that went on where they were, with what the owners had stored
/// @param reset clients that had to begin anew
/// @param missed events that came faster than the gateway could take them in
record StreamMeters(
        Counter encoded,
        Counter sent,
        Counter conflated,
        Counter dropped,
        Counter stalled,
        Counter refused,
        Counter resumed,
        Counter recalled,
        Counter reset,
        Counter missed) {
    static StreamMeters in(MeterRegistry meters) {
        return new StreamMeters(
                meters.counter("tickmesh.sse.encoded"),
                meters.counter("tickmesh.sse.sent"),
                meters.counter("tickmesh.sse.conflated"),
                meters.counter("tickmesh.sse.dropped"),
                meters.counter("tickmesh.sse.stalled"),
                meters.counter("tickmesh.sse.refused"),
                meters.counter("tickmesh.sse.resumed"),
                meters.counter("tickmesh.sse.recalled"),
                meters.counter("tickmesh.sse.reset"),
                meters.counter("tickmesh.sse.missed"));
    }
}
