package io.tickmesh.gateway.idempotency;

import io.vertx.core.buffer.Buffer;

/// What became of something that is to be done once.
public sealed interface Outcome {
    /// It was done.
    ///
    /// @param answer what was answered, whatever that is to the caller
    /// @param replayed whether it was done before
    record Answered(Buffer answer, boolean replayed) implements Outcome {}

    /// The first request with this key is still under way.
    record UnderWay() implements Outcome {}

    /// It is unknown whether the first request with this key was done: nobody has heard of it again.
    record Unknown() implements Outcome {}

    /// The key was used for another request.
    record OtherRequest() implements Outcome {}
}
