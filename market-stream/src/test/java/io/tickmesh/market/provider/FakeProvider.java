package io.tickmesh.market.provider;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A price provider on a real socket that speaks both dialects: answers each request after a while, counts how many are in
/// there, and does for some symbols what the test wants instead. Thread-safe.
final class FakeProvider {
    private final Vertx vertx;
    private final long latencyMillis;
    private final Map<String, Consumer<HttpServerRequest>> deeds = new ConcurrentHashMap<>();
    private final List<String> uris = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private volatile int port;

    FakeProvider(Vertx vertx, long latencyMillis) {
        this.vertx = vertx;
        this.latencyMillis = latencyMillis;
    }

    Future<FakeProvider> start() {
        // Without lingering a closed connection is a reset one.
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setSoLinger(0));
        server.requestHandler(this::accept);
        return server.listen(0, "127.0.0.1")
                .map(listening -> {
                    port = listening.actualPort();
                    return this;
                });
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// From now on does this when it is asked for `symbol`.
    FakeProvider when(String symbol, Consumer<HttpServerRequest> deed) {
        deeds.put(symbol, deed);
        return this;
    }

    /// Returns the paths and queries it was asked for.
    List<String> uris() {
        return uris;
    }

    List<String> authorizations() {
        return authorizations;
    }

    int inFlight() {
        return inFlight.get();
    }

    int mostInFlight() {
        return mostInFlight.get();
    }

    static Consumer<HttpServerRequest> answer(int status, String body) {
        return request -> end(request.response().setStatusCode(status), body);
    }

    static Consumer<HttpServerRequest> never() {
        return _ -> {};
    }

    static Consumer<HttpServerRequest> reset() {
        return request -> request.connection().close().onFailure(_ -> {});
    }

    /// Promises more than it sends.
    static Consumer<HttpServerRequest> truncated() {
        return request ->
                request.response()
                        .putHeader("content-length", "1000")
                        .write("{\"symbol\":\"")
                        .onSuccess(_ -> reset().accept(request))
                        .onFailure(_ -> {});
    }

    static Consumer<HttpServerRequest> huge(int bytes) {
        return request -> end(request.response(), "x".repeat(bytes));
    }

    /// Sends a byte now and then, for ever.
    Consumer<HttpServerRequest> dribble(long everyMillis) {
        return request -> {
            HttpServerResponse response = request.response().setChunked(true);
            vertx.setPeriodic(
                    everyMillis,
                    timer -> {
                        if (response.closed()) {
                            vertx.cancelTimer(timer);
                        } else {
                            response.write(" ").onFailure(_ -> {});
                        }
                    });
        };
    }

    private void accept(HttpServerRequest request) {
        uris.add(request.uri());
        String authorization = request.getHeader("authorization");
        if (authorization != null) {
            authorizations.add(authorization);
        }
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        AtomicBoolean gone = new AtomicBoolean();
        Runnable leave =
                () -> {
                    if (gone.compareAndSet(false, true)) {
                        inFlight.decrementAndGet();
                    }
                };
        request.response().closeHandler(_ -> leave.run());
        // All of this runs on one event loop: the next request cannot come in before this one is
        // counted out.
        var _ = request.response().bodyEndHandler(_ -> leave.run());
        if (latencyMillis == 0) {
            act(request);
        } else {
            vertx.setTimer(latencyMillis, _ -> act(request));
        }
    }

    private void act(HttpServerRequest request) {
        String symbol = symbol(request);
        deeds.getOrDefault(symbol, answer(200, price(request, symbol))).accept(request);
    }

    private static String symbol(HttpServerRequest request) {
        @Nullable String named = request.getParam("symbol");
        return named != null ? named : String.valueOf(request.path()).split("/", -1)[4];
    }

    private static String price(HttpServerRequest request, String symbol) {
        return request.getParam("symbol") != null
                ? "{\"symbol\":\"" + symbol + "\",\"price\":\"4.00000200\"}"
                : "{\"ticker\":\""
                        + symbol
                        + "\",\"status\":\"OK\",\"resultsCount\":1,\"results\":[{\"T\":\""
                        + symbol
                        + "\",\"c\":115.97,\"t\":1605042000000}]}";
    }

    private static void end(HttpServerResponse response, String body) {
        response.end(Buffer.buffer(body)).onFailure(_ -> {});
    }
}
