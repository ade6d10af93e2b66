package io.tickmesh.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.latency.StageLatency;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// What operators and their tools ask: health, metrics, latency.
final class OperationRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final List<ServiceName> NEEDED =
            List.of(
                    ServiceName.MARKET_STREAM,
                    ServiceName.BOT_ENGINE,
                    ServiceName.RISK_SERVICE,
                    ServiceName.NOTIFIER);

    private OperationRoutes() {}

    /// @param draining whether the gateway is about to stop
    static void add(Api api, Mesh mesh, PrometheusMeterRegistry meters, BooleanSupplier draining) {
        // Being answered is the proof: the event loop runs.
        api.tell("/health/live", _ -> new Health("UP", List.of()));
        api.get(
                "/health/ready",
                context -> ready(context, missing(mesh, meters), draining.getAsBoolean()));
        api.get("/metrics", context -> metrics(context, meters));
        api.tell("/api/v1/latency", _ -> Page.of(latencies(mesh)));
    }

    /// @param status UP, DOWN or DRAINING
    /// @param missing services that no node has ready; `storage` while the database of this node is away
    record Health(String status, List<String> missing) {}

    /// What one node measured since it started, microseconds.
    record NodeLatency(String node, List<StageLatency> stages) {}

    private static void ready(RoutingContext context, List<String> missing, boolean draining) {
        var _ = Api.query(context);
        String status = draining ? "DRAINING" : missing.isEmpty() ? "UP" : "DOWN";
        Api.sendJson(context, status.equals("UP") ? 200 : 503, new Health(status, missing));
    }

    /// Storage counts as long as a service of this node finds it away.
    private static List<String> missing(Mesh mesh, PrometheusMeterRegistry meters) {
        Stream<String> services =
                NEEDED.stream()
                        .filter(service -> !mesh.presence().isReady(service))
                        .map(ServiceName::code);
        boolean away =
                meters.find("tickmesh.storage.available").gauges().stream()
                        .anyMatch(gauge -> gauge.value() < 1);
        return Stream.concat(services, away ? Stream.of("storage") : Stream.of()).toList();
    }

    private static void metrics(RoutingContext context, PrometheusMeterRegistry meters) {
        var _ = Api.query(context);
        // Off the loop: with many meters this takes milliseconds.
        context.vertx()
                .executeBlocking(meters::scrape, false)
                .onComplete(
                        text -> Api.send(context, 200, PROMETHEUS, Buffer.buffer(text)),
                        context::fail);
    }

    /// The heartbeat of this node would do too, but is half a second old.
    private static List<NodeLatency> latencies(Mesh mesh) {
        return Stream.concat(
                        Stream.of(new NodeLatency(mesh.node(), mesh.latency().snapshot())),
                        mesh.presence().nodes().stream()
                                .filter(heartbeat -> !heartbeat.node().equals(mesh.node()))
                                .map(OperationRoutes::latencies))
                .toList();
    }

    private static NodeLatency latencies(Heartbeat heartbeat) {
        return new NodeLatency(heartbeat.node(), heartbeat.latencies());
    }
}
