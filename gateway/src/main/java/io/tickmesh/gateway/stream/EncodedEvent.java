package io.tickmesh.gateway.stream;

import io.micrometer.core.instrument.Counter;
import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.event.Event;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// An event and its bytes on the stream, made when the first client needs them and shared by all. Not thread-safe.
final class EncodedEvent {
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Event event;
    private final Counter encodings;
    private @Nullable Buffer bytes;

    EncodedEvent(Event event, Counter encodings) {
        this.event = event;
        this.encodings = encodings;
    }

    Event event() {
        return event;
    }

    /// Returns whether some client has needed the bytes.
    boolean isEncoded() {
        return bytes != null;
    }

    Buffer bytes() {
        Buffer encoded = bytes;
        if (encoded == null) {
            encoded = encode();
            bytes = encoded;
            encodings.increment();
        }
        return encoded;
    }

    private Buffer encode() {
        byte[] json = MeshJson.write(event);
        byte[] head =
                ("id: " + event.id() + "\nevent: " + event.type() + "\ndata: ")
                        .getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer(head.length + json.length + END.length)
                .appendBytes(head)
                .appendBytes(json)
                .appendBytes(END);
    }
}
