package io.tickmesh.gateway.stream;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The bytes of several events in one buffer, joined when the first client needs them. Not thread-safe.
final class JoinedBytes implements Supplier<Buffer> {
    private final List<EncodedEvent> events;
    private @Nullable Buffer bytes;

    JoinedBytes(List<EncodedEvent> events) {
        this.events = events;
    }

    @Override
    public Buffer get() {
        Buffer joined = bytes;
        if (joined == null) {
            joined = events.size() == 1 ? events.getFirst().bytes() : join();
            bytes = joined;
        }
        return joined;
    }

    private Buffer join() {
        Buffer joined = Buffer.buffer();
        events.forEach(event -> joined.appendBuffer(event.bytes()));
        return joined;
    }
}
