package io.tickmesh.market.binance;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;

/// One connection to Binance's streams, from the handshake to its end. Not thread-safe; for the context that opened it.
///
/// Streams are subscribed by message rather than named in the URL: the URL of a thousand streams is longer than what proxies
/// accept, a refusal is answered, and with the default batch all streams of 25 symbols fit into one message.
public final class BinanceSocket {
    /// Largest message that is read; the exchange's are some hundred bytes.
    public static final int MAX_MESSAGE_BYTES = 1 << 20;

    /// The exchange cuts a client that sends more than 5 messages a second, pongs included.
    private static final long MILLIS_BETWEEN_SUBSCRIPTIONS = 250;

    private final Vertx vertx;
    private final WebSocket socket;
    private final boolean stepwise;
    private final ObjIntConsumer<byte[]> reader;
    private final Runnable unexpected;
    private final Promise<Void> subscribed = Promise.promise();
    private byte[] message = new byte[4096];
    private int length;
    private boolean skipping;
    private int unanswered;
    private boolean over;

    /// @param stepwise whether messages are read one at a time, each after [#readNext]
    /// @param reader gets each message as the first bytes of an array, which it may change
    /// @param unexpected told of each frame that is not text or too large
    /// @param closed told once when the connection ends, unless by [#abandon]
    public BinanceSocket(
            Vertx vertx,
            WebSocket socket,
            boolean stepwise,
            ObjIntConsumer<byte[]> reader,
            Runnable unexpected,
            Consumer<String> closed) {
        this.vertx = vertx;
        this.socket = socket;
        this.stepwise = stepwise;
        this.reader = reader;
        this.unexpected = unexpected;
        if (stepwise) {
            socket.pause();
        }
        socket.exceptionHandler(_ -> {
            // The end of the connection follows.
        });
        socket.closeHandler(_ -> {
            if (!over) {
                over = true;
                closed.accept(
                        "closed by the exchange, code "
                                + socket.closeStatusCode()
                                + (socket.closeReason() == null ? "" : " " + socket.closeReason()));
            }
        });
        socket.frameHandler(this::frame);
    }

    /// Reads one more message. Only for stepwise reading.
    public void readNext() {
        if (!over) {
            socket.fetch(1);
        }
    }

    /// Returns whether the connection has ended or was abandoned.
    public boolean isOver() {
        return over;
    }

    /// Subscribes to `streams`, some in each message, at the pace that the exchange allows.
    ///
    /// @return done when the exchange has answered all of it, see [#answered]
    public Future<Void> subscribe(List<String> streams, int streamsPerMessage) {
        unanswered = Math.ceilDiv(streams.size(), streamsPerMessage);
        subscribe(streams, streamsPerMessage, 1);
        return subscribed.future();
    }

    /// Notes that the exchange did what was asked.
    public void answered() {
        if (--unanswered == 0) {
            subscribed.tryComplete();
        }
    }

    /// Ends the connection without waiting for the other side, and reads nothing more.
    public void abandon() {
        if (!over) {
            over = true;
            socket.close()
                    .onFailure(_ -> {
                        // It is gone already.
                    });
        }
    }

    private void subscribe(List<String> streams, int streamsPerMessage, int id) {
        if (over) {
            return;
        }
        List<String> now = streams.subList(0, Math.min(streamsPerMessage, streams.size()));
        List<String> later = streams.subList(now.size(), streams.size());
        String names =
                now.stream()
                        .map(name -> '"' + name + '"')
                        .collect(Collectors.joining(",", "[", "]"));
        socket.writeTextMessage(
                        "{\"method\":\"SUBSCRIBE\",\"params\":" + names + ",\"id\":" + id + "}")
                .onFailure(_ -> {
                    // The end of the connection follows.
                });
        if (!later.isEmpty()) {
            vertx.setTimer(
                    MILLIS_BETWEEN_SUBSCRIPTIONS, _ -> subscribe(later, streamsPerMessage, id + 1));
        }
    }

    private void frame(WebSocketFrame frame) {
        if (over || frame.isPing() || frame.isClose()) {
            return;
        }
        if (!frame.isText() && !frame.isContinuation()) {
            if (frame.isBinary()) {
                refuse(frame.isFinal());
            }
            return;
        }
        if (frame.isText()) {
            length = 0;
            skipping = false;
        }
        Buffer data = frame.binaryData();
        if (skipping || length + data.length() > MAX_MESSAGE_BYTES) {
            refuse(frame.isFinal());
            return;
        }
        append(data);
        if (frame.isFinal()) {
            reader.accept(message, length);
        } else if (stepwise) {
            readNext();
        }
    }

    private void append(Buffer data) {
        int needed = length + data.length();
        if (needed > message.length) {
            byte[] larger = new byte[Math.max(needed, message.length * 2)];
            System.arraycopy(message, 0, larger, 0, length);
            message = larger;
        }
        var _ = data.getBytes(message, length);
        length = needed;
    }

    private void refuse(boolean last) {
        skipping = !last;
        if (last) {
            unexpected.run();
        }
        if (stepwise) {
            readNext();
        }
    }
}
