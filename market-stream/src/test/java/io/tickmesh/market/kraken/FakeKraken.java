package io.tickmesh.market.kraken;

import io.tickmesh.mesh.market.Candle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Kraken on a real socket, whose market is the trades that the test makes: WebSocket v2 and the public REST requests. Pairs are
/// named as on the WebSocket. Thread-safe.
public final class FakeKraken {
    private static final long MINUTE = 60_000;

    private final Vertx vertx;
    private final KrakenTape tape = new KrakenTape();
    private final List<ServerWebSocket> clients = new CopyOnWriteArrayList<>();
    private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final AtomicInteger failing = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean silent;
    private volatile boolean skipping;
    private volatile boolean refusing;
    private volatile String refusedPair = "";
    private volatile int failureStatus;
    private volatile String failure = "";
    private volatile long now;
    private volatile int port;

    /// @param now its time, epoch milliseconds; stands still until [#now]
    public FakeKraken(Vertx vertx, long now) {
        this.vertx = vertx;
        this.now = now;
    }

    public Future<FakeKraken> start() {
        HttpServer server = vertx.createHttpServer();
        server.requestHandler(this::answer);
        server.webSocketHandshakeHandler(this::handshake);
        server.webSocketHandler(this::connected);
        vertx.setPeriodic(50, _ -> heartbeat());
        return server.listen(0, "127.0.0.1")
                .map(listening -> {
                    port = listening.actualPort();
                    return this;
                });
    }

    public URI restUrl() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public URI wsUrl() {
        return URI.create("ws://127.0.0.1:" + port);
    }

    public void now(long millis) {
        now = millis;
    }

    /// Makes a trade; its time becomes the exchange's.
    public void trade(String pair, long millis, double price, double quantity) {
        now = Math.max(now, millis);
        KrakenTape.Trade trade = tape.add(pair, millis, price, quantity);
        if (skipping) {
            return;
        }
        send(
                "trade " + pair,
                """
                {"channel":"trade","type":"update","data":[{"symbol":"%s","side":"buy","price":%s,"qty":%s,\
                "ord_type":"limit","trade_id":%d,"timestamp":"%s"}]}\
                """
                        .formatted(
                                pair,
                                text(price),
                                text(quantity),
                                trade.id(),
                                Instant.ofEpochMilli(millis)));
        subscribed.stream()
                .filter(name -> name.startsWith("ohlc-") && name.endsWith(" " + pair))
                .forEach(name -> send(name, bar(name, "update")));
    }

    /// Tells a best bid and ask.
    public void book(String pair, double bid, double ask) {
        send("ticker " + pair, ticker(pair, bid, ask));
    }

    /// Sends any text to whoever is connected.
    public void say(String text) {
        for (ServerWebSocket client : clients) {
            client.writeTextMessage(text)
                    .onFailure(_ -> {
                        // The client is gone, as some tests want.
                    });
        }
    }

    /// Says the newest state of the bars again.
    public void repeat(String pair) {
        subscribed.stream()
                .filter(name -> name.startsWith("ohlc-") && name.endsWith(" " + pair))
                .forEach(name -> send(name, bar(name, "update")));
    }

    /// Sends nothing at all any more, not even heartbeats, or goes on.
    public void silent(boolean stop) {
        silent = stop;
    }

    /// Keeps trades to itself: only its history has them.
    public void skip(boolean skip) {
        skipping = skip;
    }

    public void cut() {
        clients.forEach(client -> client.close().onFailure(_ -> {}));
    }

    /// Refuses new connections, or no more.
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /// Refuses to subscribe this pair.
    public void refusePair(String pair) {
        refusedPair = pair;
    }

    /// Answers the next requests with this.
    public void failNext(int count, int status, String body) {
        failureStatus = status;
        failure = body;
        failing.set(count);
    }

    public int connections() {
        return connections.get();
    }

    /// Returns what is subscribed, for example `ohlc-1 BTC/USD`.
    public Set<String> subscribed() {
        return Set.copyOf(subscribed);
    }

    public int requests(String name) {
        return requests.getOrDefault(name, new AtomicInteger()).get();
    }

    /// Returns the bars as the history has them, the open one too.
    public List<Candle> bars(String pair, long minutes) {
        return tape.bars(pair, minutes * MINUTE, now);
    }

    private void heartbeat() {
        if (!silent && !subscribed.isEmpty()) {
            say("{\"channel\":\"heartbeat\"}");
        }
    }

    private void send(String stream, String text) {
        if (!silent && subscribed.contains(stream)) {
            say(text);
        }
    }

    private void handshake(ServerWebSocketHandshake handshake) {
        var _ = refusing ? handshake.reject(503) : handshake.accept();
    }

    private void connected(ServerWebSocket client) {
        connections.incrementAndGet();
        subscribed.clear();
        clients.add(client);
        client.closeHandler(_ -> clients.remove(client));
        client.textMessageHandler(text -> asked(client, new JsonObject(text)));
        if (!silent) {
            say(
                    """
                    {"channel":"status","type":"update","data":[{"api_version":"v2","connection_id":1,\
                    "system":"online","version":"2.0.11"}]}\
                    """);
        }
    }

    private void asked(ServerWebSocket client, JsonObject message) {
        if (silent) {
            return;
        }
        JsonObject params = message.getJsonObject("params");
        String channel = params.getString("channel");
        String kind = channel.equals("ohlc") ? "ohlc-" + params.getInteger("interval") : channel;
        for (Object pair : params.getJsonArray("symbol")) {
            boolean accepted = !pair.equals(refusedPair);
            JsonObject answer =
                    new JsonObject()
                            .put("method", message.getString("method"))
                            .put("req_id", message.getInteger("req_id"))
                            .put("success", accepted);
            if (!accepted) {
                answer.put("error", "Currency pair not supported " + pair);
            }
            client.writeTextMessage(answer.encode()).onFailure(_ -> {});
            if (accepted) {
                subscribed.add(kind + " " + pair);
                snapshot(kind, String.valueOf(pair));
            }
        }
    }

    private void snapshot(String kind, String pair) {
        List<Candle> minutes = bars(pair, 1);
        if (minutes.isEmpty()) {
            return;
        }
        double price = minutes.getLast().close();
        if (kind.equals("ticker")) {
            say(ticker(pair, price - 1, price + 1));
        } else if (kind.startsWith("ohlc-")) {
            say(bar(kind + " " + pair, "snapshot"));
        }
    }

    private List<Candle> bars(String stream) {
        int blank = stream.indexOf(' ');
        return bars(
                stream.substring(blank + 1),
                Long.parseLong(stream.substring("ohlc-".length(), blank)));
    }

    /// The newest bar that has a trade: the stream knows no others.
    private String bar(String stream, String type) {
        int blank = stream.indexOf(' ');
        Candle bar =
                bars(stream).reversed().stream()
                        .filter(candle -> candle.trades() > 0)
                        .findFirst()
                        .orElseThrow();
        return """
        {"channel":"ohlc","type":"%s","data":[{"symbol":"%s","interval":%s,"interval_begin":"%s",\
        "open":%s,"high":%s,"low":%s,"close":%s,"volume":%s,"vwap":%s,"trades":%d}]}\
        """
                .formatted(
                        type,
                        stream.substring(blank + 1),
                        stream.substring("ohlc-".length(), blank),
                        Instant.ofEpochMilli(bar.openMillis()),
                        text(bar.open()),
                        text(bar.high()),
                        text(bar.low()),
                        text(bar.close()),
                        text(bar.volume()),
                        text(bar.quoteVolume() / bar.volume()),
                        bar.trades());
    }

    private static String ticker(String pair, double bid, double ask) {
        return """
        {"channel":"ticker","type":"update","data":[{"symbol":"%s","bid":%s,"bid_qty":1.5,"ask":%s,"ask_qty":2.5,\
        "last":%s,"volume":1,"vwap":1,"low":1,"high":1,"change":0,"change_pct":0}]}\
        """
                .formatted(pair, text(bid), text(ask), text(bid));
    }

    private void answer(HttpServerRequest request) {
        String name = String.valueOf(request.path()).replace("/0/public/", "");
        requests.computeIfAbsent(name, _ -> new AtomicInteger()).incrementAndGet();
        if (failing.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            end(request, failureStatus, failure);
            return;
        }
        switch (name) {
            case "Time" ->
                    end(
                            request,
                            200,
                            "{\"error\":[],\"result\":{\"unixtime\":" + now / 1_000 + "}}");
            case "AssetPairs" -> end(request, 200, assetPairs(request.getParam("pair", "")));
            case "OHLC" -> end(request, 200, history(request));
            default -> end(request, 404, "{\"error\":[\"EGeneral:Unknown method\"]}");
        }
    }

    private static String assetPairs(String names) {
        JsonObject pairs = new JsonObject();
        for (String name : names.split(",", -1)) {
            pairs.put(
                    "X" + name,
                    new JsonObject()
                            .put("altname", name)
                            .put("pair_decimals", 1)
                            .put("lot_decimals", 8)
                            .put("ordermin", "0.00005")
                            .put("costmin", "0.5")
                            .put("tick_size", "0.1"));
        }
        return answer(pairs);
    }

    private String history(HttpServerRequest request) {
        String name = request.getParam("pair", "");
        long minutes = Long.parseLong(request.getParam("interval", "1"));
        String pair =
                (name.substring(0, name.length() - 3) + "/" + name.substring(name.length() - 3))
                        .replace("XBT", "BTC");
        List<Candle> bars = bars(pair, minutes);
        JsonArray rows =
                bars.subList(Math.max(0, bars.size() - 721), bars.size()).stream()
                        .map(FakeKraken::row)
                        .collect(Collectors.collectingAndThen(Collectors.toList(), JsonArray::new));
        return answer(new JsonObject().put("X" + name, rows).put("last", 0));
    }

    private static JsonArray row(Candle bar) {
        double average = bar.volume() == 0 ? 0 : bar.quoteVolume() / bar.volume();
        return new JsonArray()
                .add(bar.openMillis() / 1_000)
                .add(text(bar.open()))
                .add(text(bar.high()))
                .add(text(bar.low()))
                .add(text(bar.close()))
                .add(text(average))
                .add(text(bar.volume()))
                .add(bar.trades());
    }

    private static String answer(JsonObject result) {
        return new JsonObject().put("error", new JsonArray()).put("result", result).encode();
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }

    private static void end(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Retry-After", "1")
                .end(body)
                .onFailure(_ -> {
                    // The client did not wait.
                });
    }
}
