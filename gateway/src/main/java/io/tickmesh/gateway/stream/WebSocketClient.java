package io.tickmesh.gateway.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events over a WebSocket, a text message each. What the client sends is read and forgotten.
final class WebSocketClient extends StreamClient {
    private static final int MOST_UNANSWERED = 3;

    private final HttpConnection connection;
    private final ServerWebSocket socket;
    private @Nullable RawChannel channel;
    private int unanswered;

    /// @param connection that the socket was made of
    WebSocketClient(
            String name,
            Audience audience,
            StreamSource source,
            HttpConnection connection,
            ServerWebSocket socket) {
        super(name, audience, source);
        this.connection = connection;
        this.socket = socket;
    }

    @Override
    void open(Runnable ready, Runnable onClose) {
        socket.exceptionHandler(_ -> {})
                .closeHandler(_ -> onClose.run())
                .pongHandler(_ -> unanswered = 0)
                .handler(_ -> {});
        channel = RawChannel.of(RawChannel.channelOf(connection), this::proceed);
        ready.run();
    }

    @Override
    boolean isFull() {
        RawChannel raw = channel;
        return raw == null || raw.isFull();
    }

    @Override
    void write(byte[] bytes) {
        RawChannel raw = channel;
        if (raw != null) {
            raw.write(bytes);
        }
    }

    /// A page does not see pings, so it is told in a message too.
    @Override
    void beat(String id) {
        if (++unanswered > MOST_UNANSWERED) {
            cut();
            return;
        }
        var _ = socket.writePing(Buffer.buffer());
        write(
                form().join(
                                List.of(
                                        Message.notice(
                                                id,
                                                "heartbeat",
                                                "{}".getBytes(StandardCharsets.US_ASCII)))));
    }

    @Override
    void end(Message farewell, Farewell reason) {
        write(form().join(List.of(farewell)));
        // Failing means that the client has gone, which is what is wanted.
        var _ = socket.close(reason.code(), reason.text());
    }

    @Override
    void cut() {
        RawChannel raw = channel;
        if (raw != null) {
            raw.cut();
        }
    }
}
