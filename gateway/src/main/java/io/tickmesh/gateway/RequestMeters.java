package io.tickmesh.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Measures HTTP requests by route and status; for the event stream that is how long clients stay. Belongs to one event loop.
final class RequestMeters {
    private final MeterRegistry meters;
    private final Map<Key, Timer> timers = new HashMap<>();

    RequestMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void begin(RoutingContext context) {
        long startNanos = System.nanoTime();
        context.addEndHandler(_ -> {
            Route route = context.currentRoute();
            timer(route == null ? null : route.getPath(), context.response().getStatusCode())
                    .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
        });
    }

    /// Only paths of routes become tags, never what clients send: their number is bounded.
    private Timer timer(@Nullable String path, int status) {
        return timers.computeIfAbsent(
                new Key(path == null ? "none" : path, status),
                key ->
                        Timer.builder("tickmesh.http.requests")
                                .tag("route", key.path)
                                .tag("status", Integer.toString(key.status))
                                .register(meters));
    }

    private record Key(String path, int status) {}
}
