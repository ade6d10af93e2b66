package io.tickmesh.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The connections of one server: refuses those that are too many, and closes those on which nothing is asked for long, or a request
/// never becomes whole. Belongs to one event loop.
final class Connections implements Handler<RoutingContext> {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int SWITCHED = 101;

    private final ServerConfig.Limits limits;
    private final Counter refused;
    private final Counter slow;
    // The gauge reads its size from other threads.
    private final Map<HttpConnection, Guest> guests = new ConcurrentHashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();

    Connections(Vertx vertx, ServerConfig.Limits limits, MeterRegistry meters) {
        this.limits = limits;
        refused =
                Counter.builder("tickmesh.gateway.connections.refused")
                        .description("connections closed at once because there were too many")
                        .register(meters);
        slow =
                Counter.builder("tickmesh.gateway.connections.slow")
                        .description("connections closed because they asked nothing, or too slowly")
                        .register(meters);
        Gauge.builder("tickmesh.gateway.connections", guests, Map::size)
                .description("open connections")
                .register(meters);
        long look = Math.min(LOOK.toMillis(), limits.requestTime().toMillis());
        vertx.setPeriodic(look, _ -> closeSlow(System.nanoTime()));
    }

    /// Takes a connection in, or closes it.
    void opened(HttpConnection connection) {
        String address = connection.remoteAddress().hostAddress();
        int same = addresses.getOrDefault(address, 0);
        if (guests.size() >= limits.connections() || same >= limits.connectionsPerAddress()) {
            refused.increment();
            var _ = connection.close();
            return;
        }
        guests.put(connection, new Guest(System.nanoTime()));
        addresses.put(address, same + 1);
        // Not its own handler: a connection that becomes a WebSocket forgets it.
        ((ConnectionBase) connection)
                .channelHandlerContext()
                .channel()
                .closeFuture()
                .addListener(_ -> closed(connection, address));
    }

    /// Follows a request until it is answered.
    @Override
    public void handle(RoutingContext context) {
        if (headers(context.request()) > limits.headers()) {
            throw new ProblemException(
                    Problem.of(
                            431, "A request has at most %d headers.".formatted(limits.headers())));
        }
        Guest guest = guests.get(context.request().connection());
        if (guest != null) {
            guest.begin(context.request());
            context.addEndHandler(_ ->
                    guest.end(context.request(), context.response().getStatusCode() == SWITCHED));
        }
        context.next();
    }

    /// Each of the same name counts, which the size of the map does not tell.
    private static int headers(HttpServerRequest request) {
        return request.headers().entries().size();
    }

    private void closed(HttpConnection connection, String address) {
        if (guests.remove(connection) != null) {
            addresses.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private void closeSlow(long now) {
        List<HttpConnection> over = new ArrayList<>();
        guests.forEach((connection, guest) -> {
            if (guest.isSlow(now)) {
                over.add(connection);
            }
        });
        for (HttpConnection connection : over) {
            slow.increment();
            var _ = connection.close();
        }
    }

    /// What a connection is used for.
    private final class Guest {
        private final Set<HttpServerRequest> underWay = new HashSet<>();
        private long sinceNanos;
        private boolean asked;
        private boolean switched;

        Guest(long nowNanos) {
            sinceNanos = nowNanos;
        }

        void begin(HttpServerRequest request) {
            asked = true;
            sinceNanos = System.nanoTime();
            underWay.add(request);
        }

        void end(HttpServerRequest request, boolean becameWebSocket) {
            sinceNanos = System.nanoTime();
            underWay.remove(request);
            switched |= becameWebSocket;
        }

        boolean isSlow(long now) {
            Duration limit = underWay.isEmpty() && asked ? limits.idleTime() : limits.requestTime();
            boolean waitsForClient =
                    underWay.isEmpty() || underWay.stream().anyMatch(request -> !request.isEnded());
            return !switched && waitsForClient && now - sinceNanos > limit.toNanos();
        }
    }
}
