package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.wire.JsonBytes;

/// A stream that speaks at regular times and only while somebody listens. Lives from the first subscriber to the last.
interface PeriodicStream {

    /// Looks at the market; false when there is nothing to say.
    ///
    /// @param atMillis instant of the data
    boolean prepare(long atMillis);

    /// Writes what was prepared.
    ///
    /// @param tail digits to put after each time in milliseconds
    void write(JsonBytes json, String tail, long eventMillis);

    /// Nobody listens any more.
    default void end() {}
}
