package io.tickmesh.market;

import io.tickmesh.market.venue.Venue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.function.Consumer;

/// Opens connections to an exchange's streams. For one context.
final class StreamClient {
    private static final int CLOSING_SECONDS = 2;

    private final Vertx vertx;
    private final Venue venue;
    private final boolean stepwise;
    private final WebSocketClient client;
    private boolean closed;

    StreamClient(Vertx vertx, Venue venue, boolean stepwise) {
        this.vertx = vertx;
        this.venue = venue;
        this.stepwise = stepwise;
        this.client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setConnectTimeout(
                                        (int) venue.connection().requestTimeout().toMillis())
                                .setMaxFrameSize(FeedSocket.MAX_MESSAGE_BYTES)
                                .setMaxMessageSize(FeedSocket.MAX_MESSAGE_BYTES)
                                .setClosingTimeout(CLOSING_SECONDS));
    }

    /// Opens a connection: tells either `opened` or `failed`, neither after [#close].
    void open(FeedSocket.Listener listener, Consumer<FeedSocket> opened, Consumer<String> failed) {
        if (closed) {
            return;
        }
        client.connect(
                        new WebSocketConnectOptions()
                                .setAbsoluteURI(venue.streamUrl().toString())
                                .setTimeout(venue.connection().requestTimeout().toMillis()))
                .onComplete(
                        webSocket -> open(webSocket, listener, opened, failed),
                        failure -> {
                            if (!closed) {
                                failed.accept(String.valueOf(failure.getMessage()));
                            }
                        });
    }

    Future<Void> close() {
        closed = true;
        return client.close();
    }

    private void open(
            WebSocket webSocket,
            FeedSocket.Listener listener,
            Consumer<FeedSocket> opened,
            Consumer<String> failed) {
        if (webSocket.isClosed()) {
            // It would never tell.
            failed.accept("closed right after the handshake");
            return;
        }
        FeedSocket socket = new FeedSocket(vertx, webSocket, venue, stepwise, listener);
        if (closed) {
            socket.abandon();
        } else {
            opened.accept(socket);
        }
    }
}
