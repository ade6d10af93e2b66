package io.tickmesh.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/// A WebSocket text frame that was serialised once. Only its numbers of fixed width are written anew for each message.
final class StreamFrame {
    /// Stands for the running number, 16 digits.
    static final String ID = "#_______________";

    /// Stands for epoch milliseconds, 13 digits.
    static final String MILLIS = "@____________";

    /// Stands for the opening time of a candle, 13 digits.
    static final String OPEN = "%____________";

    private static final int SHORT_FRAME = 126;

    private final byte[] bytes;

    // Where the numbers lie; -1 if there is none.
    private final int idAt;
    private final int[] millisAt;
    private final int openAt;

    private StreamFrame(byte[] bytes, int idAt, int[] millisAt, int openAt) {
        this.bytes = bytes;
        this.idAt = idAt;
        this.millisAt = millisAt;
        this.openAt = openAt;
    }

    static StreamFrame of(String stream, String data) {
        return of("{\"stream\":\"" + stream + "\",\"data\":" + data + "}");
    }

    static StreamFrame of(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        int head = payload.length < SHORT_FRAME ? 2 : 4;
        byte[] bytes = new byte[head + payload.length];
        bytes[0] = (byte) 0x81;
        if (head == 2) {
            bytes[1] = (byte) payload.length;
        } else {
            bytes[1] = SHORT_FRAME;
            bytes[2] = (byte) (payload.length >> 8);
            bytes[3] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, bytes, head, payload.length);
        int[] millis =
                IntStream.range(0, text.length())
                        .filter(i -> text.startsWith(MILLIS, i))
                        .map(i -> i + head)
                        .toArray();
        return new StreamFrame(bytes, at(text, ID, head), millis, at(text, OPEN, head));
    }

    /// Returns the frame as it was made.
    byte[] bytes() {
        return bytes;
    }

    /// Writes the message at `offset` and returns where it ends.
    int write(byte[] target, int offset, long id, long millis, long open) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
        if (idAt >= 0) {
            digits(target, offset + idAt, ID.length(), id);
        }
        for (int at : millisAt) {
            digits(target, offset + at, MILLIS.length(), millis);
        }
        if (openAt >= 0) {
            digits(target, offset + openAt, OPEN.length(), open);
        }
        return offset + bytes.length;
    }

    private static int at(String text, String hole, int head) {
        int at = text.indexOf(hole);
        return at < 0 ? -1 : at + head;
    }

    private static void digits(byte[] target, int offset, int count, long value) {
        long rest = value;
        for (int i = count - 1; i >= 0; i--) {
            target[offset + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
