package io.tickmesh.simulator.stream;

import java.util.List;

/// A request that a client sent on its stream connection.
sealed interface StreamRequest {

    /// Returns the client's id as JSON text, empty when it gave none that counts.
    String id();

    /// Start the named streams.
    record Subscribe(String id, List<String> streams) implements StreamRequest {}

    /// Stop the named streams.
    record Unsubscribe(String id, List<String> streams) implements StreamRequest {}

    /// Tell what is subscribed.
    record ListSubscriptions(String id) implements StreamRequest {}

    /// Put payloads into envelopes from now on, or no more.
    record SetCombined(String id, boolean combined) implements StreamRequest {}

    /// Tell whether payloads come in envelopes.
    record GetCombined(String id) implements StreamRequest {}

    /// Not understood; the code and text are the exchange's.
    record Invalid(String id, int code, String message) implements StreamRequest {}
}
