package io.tickmesh.market.provider;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// How a request ended.
sealed interface Fetched {
    /// With a whole answer, whatever it says.
    record Complete(int status, MultiMap headers, Buffer body) implements Fetched {}

    /// Without one.
    record Failed(Outcome outcome, String reason) implements Fetched {}
}
