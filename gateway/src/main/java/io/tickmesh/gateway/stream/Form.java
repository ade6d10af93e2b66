package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.bus.MeshJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// How messages become the bytes of a connection.
enum Form {
    /// Server-sent events, as the body of a response whose end something else tells.
    EVENTS {
        @Override
        byte[] payload(Message message) {
            return text(message);
        }

        @Override
        void wrap(ByteArrayOutputStream out, byte[] payload, boolean first, boolean last) {
            out.writeBytes(payload);
        }
    },

    /// Server-sent events in chunks of HTTP/1.1.
    CHUNKS {
        @Override
        byte[] payload(Message message) {
            return text(message);
        }

        @Override
        byte[] join(List<Message> messages) {
            ByteArrayOutputStream text = new ByteArrayOutputStream(ROOM * messages.size());
            messages.forEach(message -> text.writeBytes(text(message)));
            return wrapped(text.toByteArray(), true, true);
        }

        @Override
        void wrap(ByteArrayOutputStream out, byte[] payload, boolean first, boolean last) {
            out.writeBytes(ascii(Integer.toHexString(payload.length) + "\r\n"));
            out.writeBytes(payload);
            out.writeBytes(ascii("\r\n"));
        }
    },

    /// Unmasked frames of a WebSocket, a message of text each (RFC 6455, section 5.2).
    FRAMES {
        @Override
        byte[] payload(Message message) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(message.json().length + ROOM);
            out.writeBytes(ascii("{"));
            if (message.id() != null) {
                out.writeBytes(ascii("\"id\":"));
                out.writeBytes(MeshJson.write(message.id()));
                out.writeBytes(ascii(","));
            }
            out.writeBytes(ascii("\"event\":\"" + message.name() + "\",\"data\":"));
            out.writeBytes(message.json());
            out.writeBytes(ascii("}"));
            return out.toByteArray();
        }

        @Override
        void wrap(ByteArrayOutputStream out, byte[] payload, boolean first, boolean last) {
            out.write((last ? FINAL : 0) | (first ? TEXT : CONTINUATION));
            int length = payload.length;
            if (length <= LONGEST_SHORT) {
                out.write(length);
            } else if (length <= LONGEST_MEDIUM) {
                out.write(MEDIUM);
                out.write(length >>> 8);
                out.write(length);
            } else {
                out.write(LONG);
                for (int shift = 56; shift >= 0; shift -= 8) {
                    out.write((int) ((long) length >>> shift));
                }
            }
            out.writeBytes(payload);
        }
    };

    private static final int ROOM = 512;
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int LONGEST_SHORT = 125;
    private static final int LONGEST_MEDIUM = 0xffff;
    private static final int MEDIUM = 126;
    private static final int LONG = 127;

    /// Returns the message without what the connection adds.
    abstract byte[] payload(Message message);

    /// Adds what the connection needs to tell where the payload ends.
    ///
    /// @param first whether the payload begins a message
    /// @param last whether it ends one
    abstract void wrap(ByteArrayOutputStream out, byte[] payload, boolean first, boolean last);

    /// Returns the messages ready to be written.
    byte[] join(List<Message> messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(ROOM * messages.size());
        messages.forEach(message -> wrap(out, payload(message), true, true));
        return out.toByteArray();
    }

    /// Returns a large message in pieces that are each ready to be written.
    Iterator<byte[]> pieces(Message message, int size) {
        byte[] payload = payload(message);
        int count = Math.max(1, Math.ceilDiv(payload.length, size));
        return IntStream.range(0, count)
                .mapToObj(i ->
                        wrapped(
                                Arrays.copyOfRange(
                                        payload,
                                        i * size,
                                        Math.min(payload.length, (i + 1) * size)),
                                i == 0,
                                i == count - 1))
                .iterator();
    }

    /// Returns a payload of its own, ready to be written.
    byte[] wrapped(byte[] payload, boolean first, boolean last) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 16);
        wrap(out, payload, first, last);
        return out.toByteArray();
    }

    private static byte[] text(Message message) {
        byte[] json = message.json();
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 128);
        if (message.id() != null) {
            out.writeBytes(ascii("id: " + message.id() + "\n"));
        }
        out.writeBytes(ascii("event: " + message.name() + "\ndata: "));
        out.writeBytes(json);
        out.writeBytes(ascii("\n\n"));
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
