package io.tickmesh.simulator.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.LinkedHashSet;
import java.util.Set;

/// One WebSocket connection and what it listens to. Lives on the simulator's event loop.
final class StreamClient {

    private final ServerWebSocket socket;
    private final String address;
    private final TimePrecision precision;
    private final Liveness liveness;
    private final StreamCounters counters;
    private final Outbox outbox;
    private final Set<Topic> topics = new LinkedHashSet<>();
    private boolean combined;
    private boolean closed;

    /// @param address of the peer, without the port
    StreamClient(
            ServerWebSocket socket,
            String address,
            boolean combined,
            TimePrecision precision,
            Liveness liveness,
            StreamCounters counters,
            long mostQueuedBytes,
            Runnable relieved) {
        this.socket = socket;
        this.address = address;
        this.combined = combined;
        this.precision = precision;
        this.liveness = liveness;
        this.counters = counters;
        this.outbox =
                new Outbox(
                        ((WebSocketInternal) socket).channelHandlerContext(),
                        mostQueuedBytes,
                        relieved);
    }

    String address() {
        return address;
    }

    boolean combined() {
        return combined;
    }

    TimePrecision precision() {
        return precision;
    }

    Liveness liveness() {
        return liveness;
    }

    Set<Topic> topics() {
        return topics;
    }

    /// Changes the form of everything that comes after.
    void combined(boolean combined) {
        topics.forEach(topic -> topic.unseat(this));
        this.combined = combined;
        topics.forEach(topic -> topic.seat(this));
    }

    /// Sends a message with the next flush.
    void send(TextFrame frame) {
        if (!closed) {
            counters.sent();
            outbox.add(frame);
        }
    }

    void flush() {
        outbox.flush();
    }

    void ping(String payload) {
        outbox.flush();
        if (!closed && !socket.isClosed()) {
            var _ = socket.writePing(Buffer.buffer(payload));
        }
    }

    /// Returns whether more is waiting to be written than the connection's limit.
    boolean full() {
        return !closed && outbox.full();
    }

    /// Says good-bye with a close frame.
    void close(int code, String reason) {
        if (!closed) {
            outbox.flush();
            outbox.close();
            closed = true;
            var _ = socket.close((short) code, reason);
        }
    }

    /// Drops the TCP connection without a close frame, as a failing network does.
    void cut() {
        left();
        var _ = ((WebSocketInternal) socket).channelHandlerContext().close();
    }

    /// The connection has ended.
    void left() {
        closed = true;
        outbox.close();
    }

    boolean closed() {
        return closed;
    }
}
