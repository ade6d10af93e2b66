package io.tickmesh.launcher;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells probes and Prometheus how this node is, without a token: for a private network. Every node can have it, whether or not it
/// runs the gateway, which answers for the whole mesh instead.
///
/// - `/health/live`: the process runs.
/// - `/health/ready`: every service of this node is ready and finds its database.
/// - `/metrics`: in the format of Prometheus.
final class OperationsVerticle extends VerticleBase {
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";
    private static final int IDLE_SECONDS = 30;
    private static final int LARGEST_HEADER = 4_096;

    private final MeshNode mesh;
    private final NodeSection node;
    private final PrometheusMeterRegistry meters;
    private @Nullable HttpServer server;

    OperationsVerticle(MeshNode mesh, NodeSection node, PrometheusMeterRegistry meters) {
        this.mesh = mesh;
        this.node = node;
        this.meters = meters;
    }

    /// Returns the port that it listens on, once it has started.
    int port() {
        HttpServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("does not listen yet");
        }
        return listening.actualPort();
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(node.host())
                        .setPort(node.port())
                        // A request to change protocols loses answers now and then, and nothing
                        // here gains by it.
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setMaxInitialLineLength(LARGEST_HEADER)
                        .setMaxHeaderSize(LARGEST_HEADER);
        return vertx.createHttpServer(options)
                .requestHandler(this::answer)
                .listen()
                .onSuccess(listening -> server = listening)
                .recover(failure ->
                        Future.failedFuture(
                                new IOException(
                                        "cannot listen on node.port %d of %s: %s"
                                                .formatted(
                                                        node.port(),
                                                        node.host(),
                                                        failure.getMessage()),
                                        failure)));
    }

    private void answer(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            request.response().putHeader("Allow", "GET");
            send(request, 405, JSON, "{}");
            return;
        }
        switch (request.path()) {
            case "/health/live" -> send(request, 200, JSON, health("UP", List.of()));
            case "/health/ready" -> ready(request);
            case "/metrics" -> metrics(request);
            case null, default -> send(request, 404, JSON, "{}");
        }
    }

    private void ready(HttpServerRequest request) {
        Map<ServiceName, ServiceState> states = states();
        List<String> missing = missing(states);
        if (states.containsValue(ServiceState.DRAINING)) {
            send(request, 503, JSON, health("DRAINING", missing));
        } else {
            boolean up = missing.isEmpty();
            send(request, up ? 200 : 503, JSON, health(up ? "UP" : "DOWN", missing));
        }
    }

    private Map<ServiceName, ServiceState> states() {
        return mesh.presence().node(mesh.name()).map(Heartbeat::services).orElse(Map.of());
    }

    private List<String> missing(Map<ServiceName, ServiceState> states) {
        Stream<String> services =
                node.services().inMesh().stream()
                        .filter(service -> states.get(service) != ServiceState.READY)
                        .map(ServiceName::code);
        boolean away =
                meters.find("tickmesh.storage.available").gauges().stream()
                        .anyMatch(gauge -> gauge.value() < 1);
        return Stream.concat(services, away ? Stream.of("storage") : Stream.of()).toList();
    }

    private void metrics(HttpServerRequest request) {
        // Off the loop: with many meters this takes milliseconds.
        vertx.executeBlocking(meters::scrape, false)
                .onComplete(
                        text -> send(request, 200, METRICS, text),
                        failure -> send(request, 500, JSON, "{}"));
    }

    private static String health(String status, List<String> missing) {
        return new JsonObject().put("status", status).put("missing", missing).encode();
    }

    private static void send(HttpServerRequest request, int status, String type, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .end(body)
                .onFailure(_ -> {});
    }
}
