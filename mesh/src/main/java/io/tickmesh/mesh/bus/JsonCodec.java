package io.tickmesh.mesh.bus;

import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Wire form of everything but market data: version, name of the record, its JSON. Thread-safe.
final class JsonCodec implements MessageCodec<Object, Object> {
    static final String NAME = "j";
    static final byte VERSION = 1;

    /// Every record that may travel, by simple name.
    static final Map<String, Class<?>> TYPES =
            Stream.of(
                            Stream.of(Event.class.getPermittedSubclasses()),
                            Stream.of(Request.class.getPermittedSubclasses()),
                            Stream.of(Reply.class.getPermittedSubclasses()),
                            Stream.<Class<?>>of(Heartbeat.class))
                    .flatMap(Function.identity())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Class::getSimpleName, Function.identity()));

    @Override
    public void encodeToWire(Buffer buffer, Object message) {
        byte[] type = message.getClass().getSimpleName().getBytes(StandardCharsets.US_ASCII);
        byte[] json = MeshJson.write(message);
        buffer.appendByte(VERSION);
        buffer.appendByte((byte) type.length);
        buffer.appendBytes(type);
        buffer.appendInt(json.length);
        buffer.appendBytes(json);
    }

    @Override
    public Object decodeFromWire(int pos, Buffer buffer) {
        byte version = buffer.getByte(pos);
        if (version != VERSION) {
            return new Unreadable("message of version " + version);
        }
        try {
            int typeLength = buffer.getUnsignedByte(pos + 1);
            int lengthAt = pos + 2 + typeLength;
            int jsonAt = lengthAt + Integer.BYTES;
            String name = buffer.getString(pos + 2, lengthAt, "US-ASCII");
            int jsonLength = buffer.getInt(lengthAt);
            Class<?> type = TYPES.get(name);
            if (type == null) {
                return new Unreadable("message of unknown type " + name);
            }
            // A damaged length must not become an allocation of that size.
            if (jsonLength < 0 || jsonLength > buffer.length() - jsonAt) {
                return new Unreadable(name + " cut short");
            }
            return MeshJson.read(buffer.getBytes(jsonAt, jsonAt + jsonLength), type);
        } catch (IOException | RuntimeException e) {
            return new Unreadable("damaged message: " + e.getMessage());
        }
    }

    @Override
    public Object transform(Object message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
