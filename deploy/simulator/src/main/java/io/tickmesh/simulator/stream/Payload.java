package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.wire.JsonBytes;

/// Writes what a stream has to say.
@FunctionalInterface
interface Payload {

    /// Writes one message.
    ///
    /// @param json empty, to be filled
    /// @param tail digits to put after each time in milliseconds, see [TimePrecision#tail()]
    void write(JsonBytes json, String tail);
}
