package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.wire.JsonBytes;

/// A WebSocket text frame of a server (RFC 6455, section 5.2: final, not masked), made anew for each message in the same
/// bytes. Not thread-safe.
final class TextFrame {

    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final byte FINAL_BINARY = (byte) 0x82;
    private static final int MOST_TINY = 125;
    private static final int MOST_SHORT = 0xffff;
    private static final int SHORT_FOLLOWS = 126;
    private static final int LONG_FOLLOWS = 127;
    private static final int MOST_HEADER_BYTES = 10;
    private static final byte[] NOTHING = {};

    private byte[] bytes = new byte[1 << 10];
    private int length;

    /// Wraps a text.
    TextFrame of(byte[] text) {
        begin(text.length);
        append(text);
        return this;
    }

    /// Wraps bytes as a text, or as what no client expects, a binary message.
    TextFrame of(byte[] message, boolean binary) {
        of(message);
        bytes[0] = binary ? FINAL_BINARY : FINAL_TEXT;
        return this;
    }

    /// Wraps a payload as it is.
    TextFrame of(JsonBytes payload) {
        return of(NOTHING, payload, NOTHING);
    }

    /// Wraps a payload with something before and after it.
    TextFrame of(byte[] before, JsonBytes payload, byte[] after) {
        begin(before.length + payload.length() + after.length);
        append(before);
        payload.copyTo(bytes, length);
        length += payload.length();
        append(after);
        return this;
    }

    private void begin(int textLength) {
        if (bytes.length < textLength + MOST_HEADER_BYTES) {
            bytes = new byte[Math.max(bytes.length * 2, textLength + MOST_HEADER_BYTES)];
        }
        bytes[0] = FINAL_TEXT;
        if (textLength <= MOST_TINY) {
            bytes[1] = (byte) textLength;
            length = 2;
        } else if (textLength <= MOST_SHORT) {
            bytes[1] = SHORT_FOLLOWS;
            length = 2;
            bigEndian(textLength, Short.BYTES);
        } else {
            bytes[1] = LONG_FOLLOWS;
            length = 2;
            bigEndian(textLength, Long.BYTES);
        }
    }

    private void bigEndian(long value, int width) {
        for (int shift = (width - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    private void append(byte[] part) {
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
    }

    /// Returns the bytes, valid up to [#length()] and until the next message.
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
