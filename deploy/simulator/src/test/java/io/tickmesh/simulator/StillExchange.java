package io.tickmesh.simulator;

import io.tickmesh.simulator.fault.Faults;
import io.tickmesh.simulator.market.Instruments;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.rest.RequestLimits;
import io.tickmesh.simulator.rest.RequestMeter;
import io.tickmesh.simulator.rest.RestApi;
import io.tickmesh.simulator.source.RandomWalk;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The REST surface over real sockets, of a market that has walked for a minute and then stands still, on a clock that the
/// test moves.
final class StillExchange implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;
    private static final long WALK_MILLIS = 60_321;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final AtomicLong clock;
    private final Market market;
    private final HttpServer server;

    StillExchange(Vertx vertx, List<String> symbols, RequestLimits limits, long startMillis)
            throws Exception {
        this.clock = new AtomicLong(startMillis);
        this.market =
                new Market(new RandomWalk(Instruments.named(symbols), 1, 10, startMillis), false);
        long untilMillis = startMillis + WALK_MILLIS;
        while (market.step(untilMillis)) {
            clock.set(startMillis);
        }
        RestServer rest =
                new RestServer(
                        new RestApi(market, market::nowMillis, limits),
                        new RequestMeter(limits, () -> Instant.ofEpochMilli(clock.get())),
                        new RestResponder(
                                vertx,
                                new Faults(System::nanoTime, () -> {}, () -> () -> {}).rest()));
        this.server =
                vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                        .requestHandler(rest::handle)
                        .listen(0, "127.0.0.1")
                        .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    /// The clock of the limits; it stands still unless moved.
    AtomicLong clock() {
        return clock;
    }

    /// The market, which nobody changes any more.
    Market market() {
        return market;
    }

    SymbolBook book(String symbol) {
        return market.book(symbol).orElseThrow();
    }

    HttpResponse<String> get(String call) throws Exception {
        return send("GET", call, "");
    }

    HttpResponse<String> send(String method, String call, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/api/v3/" + call))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonObject object(String call) throws Exception {
        return new JsonObject(get(call).body());
    }

    JsonArray list(String call) throws Exception {
        return new JsonArray(get(call).body());
    }

    /// Returns what the call adds to the weight used.
    int weight(String call) throws Exception {
        int before = used(get("ping"));
        return used(get(call)) - before;
    }

    static int used(HttpResponse<String> response) {
        return Integer.parseInt(
                response.headers().firstValue("X-MBX-USED-WEIGHT-1M").orElseThrow());
    }

    @Override
    public void close() {
        server.close().await();
    }
}
