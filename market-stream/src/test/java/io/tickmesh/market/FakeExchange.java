package io.tickmesh.market;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An exchange on a real socket that says what the test wants. Its history is what was put into [#bar]; its stream sends what
/// [#send] is given. Thread-safe.
final class FakeExchange {
    private final Vertx vertx;
    private final Map<String, NavigableMap<Long, Candle>> bars = new ConcurrentHashMap<>();
    private final List<ServerWebSocket> clients = new CopyOnWriteArrayList<>();
    private final List<HttpServerRequest> heldBack = new CopyOnWriteArrayList<>();
    private final AtomicInteger failing = new AtomicInteger();
    private final AtomicInteger flooding = new AtomicInteger();
    private final AtomicInteger floodsCut = new AtomicInteger();
    private final AtomicInteger trickling = new AtomicInteger();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final List<String> subscribed = new CopyOnWriteArrayList<>();
    private final AtomicInteger cutting = new AtomicInteger();
    private final List<String> unsubscribed = new CopyOnWriteArrayList<>();
    private final Map<String, String> snapshots = new ConcurrentHashMap<>();
    private volatile String corrupt = "";
    private volatile int deafUntil;
    private volatile boolean holdingBackTime;
    private volatile String tickSize = "0.01000000";
    private volatile boolean refusing;
    private volatile boolean holdingHandshake;
    private volatile @Nullable ServerWebSocketHandshake heldHandshake;
    private volatile boolean holdingBack;
    private volatile int failureStatus;
    private volatile @Nullable String retryAfter;
    private volatile long now;
    private volatile int port;

    FakeExchange(Vertx vertx, long now) {
        this.vertx = vertx;
        this.now = now;
    }

    Future<FakeExchange> start() {
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(64 * 1024));
        server.requestHandler(this::answer);
        server.webSocketHandshakeHandler(this::handshake);
        server.webSocketHandler(this::connected);
        return server.listen(0, "127.0.0.1")
                .map(listening -> {
                    port = listening.actualPort();
                    return this;
                });
    }

    URI restUrl() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI wsUrl() {
        return URI.create("ws://127.0.0.1:" + port);
    }

    void now(long millis) {
        now = millis;
    }

    /// Adds a bar to the history.
    void bar(String symbol, Interval interval, Candle candle) {
        bars.computeIfAbsent(symbol + interval, _ -> new ConcurrentSkipListMap<>())
                .put(candle.openMillis(), candle);
    }

    void send(String message) {
        for (ServerWebSocket client : clients) {
            client.writeTextMessage(message)
                    .onFailure(_ -> {
                        // The client is gone, as some tests want.
                    });
        }
    }

    /// Sends to the connection that was opened last.
    void sendToNewest(String message) {
        clients.getLast().writeTextMessage(message).onFailure(_ -> {});
    }

    /// Sends to the connection that was opened first of those that are open.
    void sendToOldest(String message) {
        clients.getFirst().writeTextMessage(message).onFailure(_ -> {});
    }

    /// Leaves subscriptions without an answer before this connection.
    void deafUntil(int connection) {
        deafUntil = connection;
    }

    /// Cuts the connection that was opened first of those that are open.
    void cutOldest() {
        clients.getFirst().close().onFailure(_ -> {});
    }

    /// Leaves questions for the time without an answer.
    void holdBackTime() {
        holdingBackTime = true;
    }

    /// Returns how many connections are open.
    int open() {
        return clients.size();
    }

    List<String> unsubscribed() {
        return List.copyOf(unsubscribed);
    }

    /// Answers questions for the order book of a symbol with this.
    void snapshot(String symbol, String body) {
        snapshots.put(symbol, body);
    }

    void tickSize(String size) {
        tickSize = size;
    }

    void sendBinary(byte[] message) {
        for (ServerWebSocket client : clients) {
            client.writeBinaryMessage(Buffer.buffer(message)).onFailure(_ -> {});
        }
    }

    /// Sends one text message in two frames.
    void sendInParts(String first, String second) {
        for (ServerWebSocket client : clients) {
            client.writeFrame(WebSocketFrame.textFrame(first, false)).onFailure(_ -> {});
            client.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(second), true))
                    .onFailure(_ -> {});
        }
    }

    /// Cuts all connections.
    void cut() {
        for (ServerWebSocket client : clients) {
            client.close().onFailure(_ -> {});
        }
    }

    /// Cuts the next connections as soon as they are open.
    void cutNext(int count) {
        cutting.set(count);
    }

    /// Refuses new connections, or no more.
    void refuse(boolean refuse) {
        refusing = refuse;
    }

    /// Leaves kline requests without an answer until [#letGo].
    void holdBack() {
        holdingBack = true;
    }

    void letGo() {
        holdingBack = false;
        heldBack.forEach(request -> vertx.runOnContext(_ -> klines(request)));
        heldBack.clear();
    }

    /// Answers the next requests with this status.
    void failNext(int count, int status, @Nullable String retryAfterSeconds) {
        failureStatus = status;
        retryAfter = retryAfterSeconds;
        failing.set(count);
    }

    /// Answers the next requests without an end, as fast as the client reads.
    void floodNext(int count) {
        flooding.set(count);
    }

    /// Returns how many endless answers the client has cut.
    int floodsCut() {
        return floodsCut.get();
    }

    /// Answers the next requests without an end, a byte now and then.
    void trickleNext(int count) {
        trickling.set(count);
    }

    int connections() {
        return connections.get();
    }

    int subscriptions() {
        return subscriptions.get();
    }

    List<String> subscribed() {
        return List.copyOf(subscribed);
    }

    int requests(String path) {
        return requests.getOrDefault(path, new AtomicInteger()).get();
    }

    private void handshake(ServerWebSocketHandshake handshake) {
        if (holdingHandshake) {
            holdingHandshake = false;
            heldHandshake = handshake;
            return;
        }
        var _ = refusing ? handshake.reject(503) : handshake.accept();
    }

    /// Leaves the next connection without an answer until [#letHandshakeGo].
    void holdNextHandshake() {
        holdingHandshake = true;
    }

    boolean isHoldingHandshake() {
        return heldHandshake != null;
    }

    void letHandshakeGo() {
        ServerWebSocketHandshake held = heldHandshake;
        if (held != null) {
            vertx.runOnContext(_ -> held.accept().onFailure(_ -> {}));
        }
    }

    private void connected(ServerWebSocket client) {
        connections.incrementAndGet();
        if (cutting.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            client.close().onFailure(_ -> {});
            return;
        }
        clients.add(client);
        client.closeHandler(_ -> clients.remove(client));
        client.textMessageHandler(text -> {
            JsonObject message = new JsonObject(text);
            boolean ends = message.getString("method").equals("UNSUBSCRIBE");
            message.getJsonArray("params")
                    .forEach(name -> (ends ? unsubscribed : subscribed).add((String) name));
            if (connections.get() < deafUntil) {
                return;
            }
            client.writeTextMessage("{\"result\":null,\"id\":" + message.getInteger("id") + "}")
                    .onComplete(_ -> subscriptions.incrementAndGet(), _ -> {});
        });
    }

    private void answer(HttpServerRequest request) {
        requests.computeIfAbsent(String.valueOf(request.path()), _ -> new AtomicInteger())
                .incrementAndGet();
        if (failing.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            if (retryAfter != null) {
                request.response().putHeader("Retry-After", retryAfter);
            }
            end(request, failureStatus, "{\"code\":-1003,\"msg\":\"Too much request weight\"}");
            return;
        }
        if (flooding.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            flood(request);
            return;
        }
        if (trickling.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            trickle(request);
            return;
        }
        switch (String.valueOf(request.path())) {
            case "/api/v3/time" -> {
                if (!holdingBackTime) {
                    end(request, 200, "{\"serverTime\":" + now + "}");
                }
            }
            case "/api/v3/exchangeInfo" -> end(request, 200, exchangeInfo(request));
            case "/api/v3/klines" -> {
                if (holdingBack) {
                    heldBack.add(request);
                } else {
                    klines(request);
                }
            }
            case "/api/v3/depth" ->
                    end(request, 200, snapshots.getOrDefault(request.getParam("symbol", ""), "{}"));
            default -> end(request, 404, "{}");
        }
    }

    private void flood(HttpServerRequest request) {
        Buffer blanks = Buffer.buffer(" ".repeat(1 << 16));
        HttpServerResponse response = request.response().setChunked(true);
        AtomicBoolean cut = new AtomicBoolean();
        response.closeHandler(_ -> {
            cut.set(true);
            floodsCut.incrementAndGet();
        });
        response.drainHandler(_ -> fill(response, blanks, cut));
        fill(response, blanks, cut);
    }

    private static void fill(HttpServerResponse response, Buffer blanks, AtomicBoolean cut) {
        while (!cut.get() && !response.writeQueueFull()) {
            response.write(blanks).onFailure(_ -> cut.set(true));
        }
    }

    private void trickle(HttpServerRequest request) {
        HttpServerResponse response = request.response().setChunked(true);
        long timer = vertx.setPeriodic(20, _ -> response.write(" ").onFailure(_ -> {}));
        response.closeHandler(_ -> vertx.cancelTimer(timer));
    }

    private void klines(HttpServerRequest request) {
        if (request.getParam("symbol", "").equals(corrupt)) {
            corrupt = "";
            end(request, 200, "[[1,\"5\",\"1\",\"9\",\"5\",\"1\",2,\"1\",1,\"0\",\"0\",\"0\"]]");
            return;
        }
        NavigableMap<Long, Candle> series =
                bars.getOrDefault(
                        request.getParam("symbol") + request.getParam("interval"),
                        new ConcurrentSkipListMap<>());
        long end = Long.parseLong(request.getParam("endTime", "" + Long.MAX_VALUE));
        int limit = Integer.parseInt(request.getParam("limit", "500"));
        String from = request.getParam("startTime");
        List<Candle> found = new ArrayList<>(series.headMap(end, true).values());
        if (from != null) {
            found.removeIf(bar -> bar.openMillis() < Long.parseLong(from));
            found = found.subList(0, Math.min(limit, found.size()));
        }
        found = found.subList(Math.max(0, found.size() - limit), found.size());
        Interval interval = Interval.ofCode(request.getParam("interval", "")).orElseThrow();
        end(
                request,
                200,
                found.stream()
                        .map(bar -> row(interval, bar))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    /// Answers the next question for klines of a symbol with bars that cannot be.
    void corruptNext(String symbol) {
        corrupt = symbol;
    }

    private static String row(Interval interval, Candle bar) {
        return "[%d,\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",%d,\"%s\",%d,\"0\",\"0\",\"0\"]"
                .formatted(
                        bar.openMillis(),
                        Frames.text(bar.open()),
                        Frames.text(bar.high()),
                        Frames.text(bar.low()),
                        Frames.text(bar.close()),
                        Frames.text(bar.volume()),
                        interval.next(bar.openMillis()) - 1,
                        Frames.text(bar.quoteVolume()),
                        bar.trades());
    }

    private String exchangeInfo(HttpServerRequest request) {
        String symbols = request.getParam("symbols", "").replaceAll("[\\[\\]\"]", "");
        return List.of(symbols.split(",")).stream()
                .map(symbol ->
                        """
                        {"symbol":"%s","baseAsset":"%s","quoteAsset":"USDT","filters":[
                        {"filterType":"PRICE_FILTER","tickSize":"%s"},
                        {"filterType":"LOT_SIZE","minQty":"0.00100000","maxQty":"9000.00000000","stepSize":"0.00100000"},
                        {"filterType":"NOTIONAL","minNotional":"5.00000000"}]}\
                        """
                                .formatted(symbol, symbol.replace("USDT", ""), tickSize))
                .collect(Collectors.joining(",", "{\"symbols\":[", "]}"));
    }

    private static void end(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("X-MBX-USED-WEIGHT-1M", "7")
                .end(body)
                .onFailure(_ -> {
                    // The client did not wait.
                });
    }
}
