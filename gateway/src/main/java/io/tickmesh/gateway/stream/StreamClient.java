package io.tickmesh.gateway.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The writer of one connection. While the client keeps up, bytes go straight to the socket; when it does not, events wait in
/// a [Backlog] until the socket takes more. Belongs to one event loop.
final class StreamClient {
    private static final int WRITE_QUEUE_BYTES = 16 * 1024;
    private static final long KEEPS_UP = Long.MAX_VALUE;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final StreamMeters meters;
    private final Backlog backlog;
    private long fullSinceNanos = KEEPS_UP;

    StreamClient(HttpServerRequest request, StreamMeters meters, int queue) {
        this.request = request;
        this.response = request.response();
        this.meters = meters;
        this.backlog = new Backlog(queue);
    }

    /// Sends the head of the response and `greeting`, and calls `onClose` once when the connection is gone.
    void open(Buffer greeting, Runnable onClose) {
        response.putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-cache, no-transform")
                .putHeader("x-accel-buffering", "no")
                .setChunked(true)
                .setWriteQueueMaxSize(WRITE_QUEUE_BYTES)
                .drainHandler(_ -> drained())
                // What it would tell, the close handler tells too.
                .exceptionHandler(_ -> {})
                .closeHandler(_ -> onClose.run());
        write(greeting);
    }

    /// Writes the events, or lets them wait.
    ///
    /// @param joined the bytes of all the events, asked for only if they can be written now
    void send(List<EncodedEvent> events, Supplier<Buffer> joined) {
        if (keepsUp()) {
            write(joined.get());
            meters.sent().increment(events.size());
        } else {
            events.forEach(this::wait);
        }
    }

    /// Writes bytes that a slow client can do without.
    void sendIfKeepingUp(Buffer bytes) {
        if (keepsUp()) {
            write(bytes);
        }
    }

    /// Returns whether the client has taken nothing for `limitNanos`, although something waits for it.
    boolean isStalled(long limitNanos) {
        return fullSinceNanos != KEEPS_UP && System.nanoTime() - fullSinceNanos > limitNanos;
    }

    /// Says good-bye and ends the response. A client that does not read is cut off.
    void end(Buffer farewell) {
        if (keepsUp()) {
            // Failing means that the client has gone, which is what is wanted.
            var _ = response.end(farewell);
        } else {
            cut();
        }
    }

    /// Closes the socket now. Closing the Vert.x connection, or its channel from the tail, would queue behind the bytes that the
    /// client does not read, and so never happen.
    void cut() {
        if (request.connection() instanceof ConnectionBase connection) {
            var _ = connection.channelHandlerContext().close();
        } else {
            var _ = request.connection().close();
        }
    }

    int waiting() {
        return backlog.size();
    }

    private boolean keepsUp() {
        if (!backlog.isEmpty()) {
            return false;
        }
        if (!response.writeQueueFull()) {
            return true;
        }
        if (fullSinceNanos == KEEPS_UP) {
            fullSinceNanos = System.nanoTime();
        }
        return false;
    }

    private void wait(EncodedEvent event) {
        switch (backlog.add(event)) {
            case KEPT -> {}
            case CONFLATED -> meters.conflated().increment();
            case DROPPED -> meters.dropped().increment();
        }
    }

    private void drained() {
        while (!backlog.isEmpty() && !response.writeQueueFull()) {
            write(nextChunk());
        }
        fullSinceNanos = backlog.isEmpty() ? KEEPS_UP : System.nanoTime();
    }

    /// About as many bytes as the write queue holds, so that what was written and not taken stays bounded too.
    private Buffer nextChunk() {
        Buffer chunk = Buffer.buffer(WRITE_QUEUE_BYTES);
        long dropped = backlog.takeDropped();
        if (dropped > 0) {
            chunk.appendString("event: dropped\ndata: {\"count\":" + dropped + "}\n\n");
        }
        @Nullable EncodedEvent event;
        while (chunk.length() < WRITE_QUEUE_BYTES && (event = backlog.poll()) != null) {
            chunk.appendBuffer(event.bytes());
            meters.sent().increment();
        }
        return chunk;
    }

    private void write(Buffer bytes) {
        // Failing means that the client has gone; the close handler cleans up.
        var _ = response.write(bytes);
    }

    /// Returns `event` and `data` of a message from the gateway itself.
    static Buffer notice(String event, String json) {
        return Buffer.buffer(
                ("event: " + event + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
}
