package io.tickmesh.market;

import io.netty.handler.codec.DecoderException;
import io.tickmesh.market.venue.MessageReader;
import io.tickmesh.market.venue.StreamRequest;
import io.tickmesh.market.venue.Venue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// One connection to an exchange's streams, from the handshake to its end. Not thread-safe; for the context that opened it.
final class FeedSocket {
    /// Largest message that is read; an exchange's are some hundred bytes, of order books some ten thousand.
    static final int MAX_MESSAGE_BYTES = 1 << 20;

    private final Vertx vertx;
    private final WebSocket socket;
    private final boolean stepwise;
    private final Listener listener;
    private final MessageReader reader;
    private final long millisBetweenRequests;
    private final Duration timeout;
    private final Deque<Asked> toSend = new ArrayDeque<>();
    private final Deque<Asked> unanswered = new ArrayDeque<>();
    private boolean sending;
    private int nextId = 1;
    private byte[] message = new byte[4096];
    private int length;
    private boolean skipping;
    private boolean undecodable;
    private boolean over;

    /// @param stepwise whether messages are read one at a time, each after [#readNext]
    FeedSocket(Vertx vertx, WebSocket socket, Venue venue, boolean stepwise, Listener listener) {
        this.vertx = vertx;
        this.socket = socket;
        this.stepwise = stepwise;
        this.listener = listener;
        this.reader = venue.reader();
        this.millisBetweenRequests = venue.millisBetweenRequests();
        this.timeout = venue.connection().requestTimeout();
        if (stepwise) {
            socket.pause();
        }
        socket.exceptionHandler(this::failed);
        socket.closeHandler(_ -> closed());
        socket.frameHandler(this::frame);
    }

    /// Returns what reads the messages of this connection.
    MessageReader reader() {
        return reader;
    }

    /// Reads one more message. Only for stepwise reading.
    void readNext() {
        if (!over) {
            socket.fetch(1);
        }
    }

    /// Returns whether the connection has ended or was abandoned.
    boolean isOver() {
        return over;
    }

    /// Returns an id for the first of so many requests.
    int takeIds(int count) {
        int first = nextId;
        nextId += count;
        return first;
    }

    /// Sends requests at the pace that the exchange allows.
    ///
    /// @return done when the exchange has answered all of them, see [#answered]; fails when an answer is late. Never done when
    ///     the connection ends before, which the listener is told
    Future<Void> send(List<StreamRequest> requests) {
        if (requests.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        for (int i = 0; i < requests.size(); i++) {
            toSend.add(new Asked(requests.get(i), done, i == requests.size() - 1));
        }
        if (!sending) {
            sending = true;
            sendNext();
        }
        return done.future();
    }

    /// Notes that the exchange did what was asked.
    void answered() {
        Asked asked = unanswered.peek();
        if (asked != null && ++asked.answers >= asked.request.answers()) {
            unanswered.remove();
            asked.answered = true;
            if (asked.last) {
                asked.done.tryComplete();
            }
        }
    }

    /// Ends the connection without waiting for the other side, and reads nothing more.
    void abandon() {
        if (!over) {
            over = true;
            socket.close()
                    .onFailure(_ -> {
                        // It is gone already.
                    });
        }
    }

    /// The end of the connection follows.
    private void failed(Throwable failure) {
        if (!over && !undecodable && failure instanceof DecoderException) {
            undecodable = true;
            listener.unexpected();
        }
    }

    private void closed() {
        if (!over) {
            over = true;
            if (undecodable) {
                listener.closed(
                        this, "a frame was damaged or above " + MAX_MESSAGE_BYTES + " bytes");
                return;
            }
            listener.closed(
                    this,
                    "closed by the exchange, code "
                            + socket.closeStatusCode()
                            + (socket.closeReason() == null ? "" : " " + socket.closeReason()));
        }
    }

    private void sendNext() {
        Asked asked = toSend.poll();
        if (over || asked == null) {
            sending = false;
            return;
        }
        unanswered.add(asked);
        socket.writeTextMessage(asked.request.text())
                .onFailure(_ -> {
                    // The end of the connection follows.
                });
        vertx.setTimer(timeout.toMillis(), _ -> late(asked));
        vertx.setTimer(millisBetweenRequests, _ -> sendNext());
    }

    private void late(Asked asked) {
        if (!asked.answered && !over) {
            asked.done.tryFail("no answer to a subscription in " + timeout.toMillis() + " ms");
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
            listener.message(this, message, length);
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
            listener.unexpected();
        }
        if (stepwise) {
            readNext();
        }
    }

    /// Told what happens on a connection.
    interface Listener {
        /// A message: the first `length` of these bytes, which may be changed.
        void message(FeedSocket from, byte[] bytes, int length);

        /// A frame that is not text or too large.
        void unexpected();

        /// The connection has ended, and not by [#abandon]. Told once.
        void closed(FeedSocket ended, String reason);
    }

    private static final class Asked {
        private final StreamRequest request;
        private final Promise<Void> done;
        private final boolean last;
        private int answers;
        private boolean answered;

        Asked(StreamRequest request, Promise<Void> done, boolean last) {
            this.request = request;
            this.done = done;
            this.last = last;
        }
    }
}
