package io.tickmesh.gateway.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Server-sent events over HTTP/2: a stream of a connection that others use too. Each stream has its own flow control.
final class Http2Client extends StreamClient {
    private static final long CANCEL = 8;

    private final HttpServerResponse response;

    Http2Client(String name, Audience audience, StreamSource source, HttpServerRequest request) {
        super(name, audience, source);
        this.response = request.response();
    }

    @Override
    void open(Runnable ready, Runnable onClose) {
        begin(response, onClose);
        response.drainHandler(_ -> proceed());
        var _ = response.write(greeting());
        ready.run();
    }

    @Override
    boolean isFull() {
        return isClosed() || response.ended() || response.closed() || response.writeQueueFull();
    }

    @Override
    void write(byte[] bytes) {
        // Failing means that the client has gone; the close handler cleans up.
        var _ = response.write(Buffer.buffer(bytes));
    }

    @Override
    void beat(String id) {
        write(heartbeat(id));
    }

    @Override
    void end(Message farewell, Farewell reason) {
        // Failing means that the client has gone, which is what is wanted.
        var _ = response.end(Buffer.buffer(form().join(List.of(farewell))));
    }

    /// Only this stream: the others of the connection may well be read.
    @Override
    void cut() {
        var _ = response.reset(CANCEL);
    }

    /// Sets the head of the response, and what happens when the connection is gone.
    static void begin(HttpServerResponse response, Runnable onClose) {
        response.putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-cache, no-transform")
                .putHeader("x-accel-buffering", "no")
                // What it would tell, the close handler tells too.
                .exceptionHandler(_ -> {})
                .closeHandler(_ -> onClose.run());
    }

    /// An event without data is none, but its id counts: who comes back much later, and was told nothing meanwhile because nothing
    /// was for it, need not be told everything since.
    static byte[] heartbeat(String id) {
        return ("id: " + id + "\n: heartbeat\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
