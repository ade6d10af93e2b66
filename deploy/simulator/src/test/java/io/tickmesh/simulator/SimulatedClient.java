package io.tickmesh.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A client of the simulator over real sockets, for test threads.
final class SimulatedClient {

    private static final long PATIENCE_SECONDS = 10;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// Kept because Vert.x shuts down a client that became unreachable, with 30 seconds of grace.
    private final WebSocketClient client;

    private final WebSocket socket;
    private final BlockingQueue<String> inbox = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private SimulatedClient(WebSocketClient client, WebSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(inbox::add);
        socket.binaryMessageHandler(bytes -> inbox.add("binary " + bytes));
        socket.closeHandler(_ -> closed.countDown());
        socket.exceptionHandler(_ -> {});
    }

    /// Connects to a path such as `/stream`; nothing that is sent gets lost.
    static SimulatedClient connect(Vertx vertx, ExchangeSimulator simulator, String path)
            throws Exception {
        WebSocketClient client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxFrameSize(1 << 20)
                                .setReceiveBufferSize(1 << 16));
        return client.connect(simulator.port(), "127.0.0.1", path)
                .map(socket -> new SimulatedClient(client, socket))
                .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static HttpResponse<String> get(ExchangeSimulator simulator, String pathAndQuery)
            throws Exception {
        URI uri = URI.create(simulator.restUrl() + pathAndQuery);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonArray klines(ExchangeSimulator simulator, String symbol, String interval)
            throws Exception {
        String query = "/api/v3/klines?limit=1000&symbol=" + symbol + "&interval=" + interval;
        return new JsonArray(get(simulator, query).body());
    }

    void send(String text) throws Exception {
        socket.writeTextMessage(text).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// Sends a request and returns its answer; everything that came before is dropped.
    JsonObject request(String method, int id, String... streams) throws Exception {
        send(
                new JsonObject()
                        .put("method", method)
                        .put("params", new JsonArray(List.of(streams)))
                        .put("id", id)
                        .encode());
        return next(message -> Integer.valueOf(id).equals(message.getValue("id")));
    }

    /// Returns the next message.
    String next() throws Exception {
        String text = inbox.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("no message within " + PATIENCE_SECONDS + " s");
        }
        return text;
    }

    /// Returns the next message that matches, dropping others.
    JsonObject next(Predicate<JsonObject> wanted) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            JsonObject message = new JsonObject(next());
            if (wanted.test(message)) {
                return message;
            }
        }
        throw new AssertionError("no such message within " + PATIENCE_SECONDS + " s");
    }

    /// Takes everything that arrived.
    List<String> drain() {
        List<String> messages = new ArrayList<>();
        inbox.drainTo(messages);
        return messages;
    }

    void close() {
        var _ = client.close();
    }

    void pause() {
        socket.pause();
    }

    void resume() {
        socket.resume();
    }

    boolean isClosed() throws InterruptedException {
        return closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
