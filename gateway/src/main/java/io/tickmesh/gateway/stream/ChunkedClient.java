package io.tickmesh.gateway.stream;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Server-sent events over HTTP/1, where the connection serves one request at a time.
final class ChunkedClient extends StreamClient {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private @Nullable RawChannel channel;

    ChunkedClient(String name, Audience audience, StreamSource source, HttpServerRequest request) {
        super(name, audience, source);
        this.request = request;
        this.response = request.response();
    }

    /// Returns how the client tells where a message ends. Old proxies know no chunks.
    static Form formOf(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_0 ? Form.EVENTS : Form.CHUNKS;
    }

    @Override
    void open(Runnable ready, Runnable onClose) {
        Http2Client.begin(response, onClose);
        response.setChunked(true)
                .write(greeting())
                // Not before it has left, because the bytes to come overtake what waits in Vert.x.
                .onComplete(
                        _ -> {
                            if (!isClosed()) {
                                channel =
                                        RawChannel.of(
                                                RawChannel.channelOf(request.connection()),
                                                this::proceed);
                                ready.run();
                            }
                        },
                        _ -> {
                            // The client has gone; the close handler cleans up.
                        });
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

    @Override
    void beat(String id) {
        write(form().wrapped(Http2Client.heartbeat(id), true, true));
    }

    @Override
    void end(Message farewell, Farewell reason) {
        write(form().join(List.of(farewell)));
        // Failing means that the client has gone, which is what is wanted.
        var _ = response.end().onComplete(_ -> cut());
    }

    @Override
    void cut() {
        RawChannel raw = channel;
        if (raw != null) {
            raw.cut();
        } else {
            var _ = RawChannel.channelOf(request.connection()).pipeline().lastContext().close();
        }
    }
}
