package io.tickmesh.mesh.event;

import io.tickmesh.mesh.time.WallClock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Makes the headers of the events of one node. Thread-safe.
public final class Origin {
    private final String node;
    private final AtomicLong sequence = new AtomicLong();

    /// @param node name of the node, unique in the mesh
    public Origin(String node) {
        this.node = node;
    }

    public String node() {
        return node;
    }

    /// Returns a header for an event that happened at `time` because of the event with id `cause`.
    public Header header(Instant time, @Nullable String cause) {
        long micros = WallClock.micros();
        return new Header(
                EventIds.format(micros, node, sequence.getAndIncrement()),
                time,
                node,
                cause,
                micros);
    }
}
