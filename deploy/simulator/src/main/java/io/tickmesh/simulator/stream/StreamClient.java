package io.tickmesh.simulator.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.LinkedHashSet;
import java.util.Set;

/// One WebSocket connection and what it listens to. Lives on the simulator's event loop.
final class StreamClient {

    private static final Buffer PING = Buffer.buffer("1");

    private final ServerWebSocket socket;
    private final boolean combined;
    private final StreamCounters counters;
    private final Set<Topic> topics = new LinkedHashSet<>();
    private boolean awaitingPong;
    private boolean cut;

    StreamClient(ServerWebSocket socket, boolean combined, StreamCounters counters) {
        this.socket = socket;
        this.combined = combined;
        this.counters = counters;
        socket.pongHandler(_ -> awaitingPong = false);
    }

    boolean combined() {
        return combined;
    }

    Set<Topic> topics() {
        return topics;
    }

    /// Sends a text message whose bytes must not change any more.
    void send(byte[] text) {
        if (!cut && !socket.isClosed()) {
            counters.sent();
            // The public factory takes a String and would encode it anew for every subscriber; this
            // one wraps the bytes.
            var _ = socket.writeFrame(new WebSocketFrameImpl(WebSocketFrameType.TEXT, text, true));
        }
    }

    /// Pings; false when the ping before was never answered.
    boolean ping() {
        boolean answered = !awaitingPong;
        awaitingPong = true;
        if (!socket.isClosed()) {
            var _ = socket.writePing(PING);
        }
        return answered;
    }

    /// Returns whether more is waiting to be written than the connection's limit.
    boolean full() {
        return !cut && !socket.isClosed() && socket.writeQueueFull();
    }

    /// Drops the TCP connection without a close frame, as a failing network does.
    void cut() {
        cut = true;
        var _ = ((WebSocketInternal) socket).channelHandlerContext().close();
    }
}
