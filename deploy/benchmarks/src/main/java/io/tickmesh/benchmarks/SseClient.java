package io.tickmesh.benchmarks;

import io.tickmesh.mesh.time.WallClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;

/// One connection of an [SseLoad]. Looks for texts in the bytes instead of parsing them, because the client shares the machine
/// with what it measures. Not thread-safe.
final class SseClient {
    private static final int STAMP_DIGITS = 16;

    private final SocketChannel channel;
    private final byte[] event;
    private final byte[] stamp;
    private byte[] buffer = new byte[1 << 13];
    private int length;
    private long events;
    private boolean closed;

    SseClient(SocketChannel channel, SseLoad.Target target) {
        this.channel = channel;
        this.event =
                target.event().isEmpty()
                        ? new byte[0]
                        : ("event: " + target.event() + "\n").getBytes(StandardCharsets.US_ASCII);
        this.stamp = target.stamp().getBytes(StandardCharsets.US_ASCII);
    }

    SocketChannel channel() {
        return channel;
    }

    long events() {
        return events;
    }

    boolean isClosed() {
        return closed;
    }

    void forget() {
        events = 0;
    }

    /// Reads what has come. Returns false when the connection has ended.
    boolean read(ByteBuffer bytes, Histogram micros) {
        bytes.clear();
        try {
            closed = channel.read(bytes) < 0;
        } catch (IOException _) {
            closed = true;
        }
        if (closed) {
            return false;
        }
        long now = WallClock.micros();
        bytes.flip();
        int from = Math.max(0, length - 1);
        append(bytes);
        consume(from, micros, now);
        return true;
    }

    private void append(ByteBuffer bytes) {
        int more = bytes.remaining();
        if (length + more > buffer.length) {
            byte[] larger = new byte[Math.max(length + more, 2 * buffer.length)];
            System.arraycopy(buffer, 0, larger, 0, length);
            buffer = larger;
        }
        bytes.get(buffer, length, more);
        length += more;
    }

    private void consume(int from, Histogram micros, long nowMicros) {
        int start = 0;
        for (int i = from; i + 1 < length; i++) {
            if (buffer[i] == '\n' && buffer[i + 1] == '\n') {
                message(start, i + 1, micros, nowMicros);
                start = i + 2;
                i++;
            }
        }
        System.arraycopy(buffer, start, buffer, 0, length - start);
        length -= start;
    }

    private void message(int start, int end, Histogram micros, long nowMicros) {
        if (find(event, start, end) < 0) {
            return;
        }
        int at = find(stamp, start, end);
        if (at < 0 || at + stamp.length + STAMP_DIGITS > end) {
            return;
        }
        long published = 0;
        for (int i = 0; i < STAMP_DIGITS; i++) {
            published = published * 10 + buffer[at + stamp.length + i] - '0';
        }
        events++;
        micros.recordValue(Math.clamp(nowMicros - published, 0, micros.getHighestTrackableValue()));
    }

    private int find(byte[] text, int start, int end) {
        if (text.length == 0) {
            return start;
        }
        for (int i = start; i + text.length <= end; i++) {
            if (buffer[i] == text[0] && isAt(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] text, int at) {
        for (int i = 1; i < text.length; i++) {
            if (buffer[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
