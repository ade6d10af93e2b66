package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tickmesh.gateway.access.AccessConfig;
import io.tickmesh.gateway.access.Secret;
import io.tickmesh.gateway.contract.AnswerCheck;
import io.tickmesh.gateway.stream.MemoryConfig;
import io.tickmesh.gateway.stream.StreamConfig;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A gateway on a free port of this machine, beside a mesh node and [FakeServices]. For tests on threads that may block.
final class TestGateway implements AutoCloseable {
    static final StreamConfig SSE =
            new StreamConfig(
                    Duration.ofSeconds(10),
                    2_000,
                    2_000,
                    Duration.ofSeconds(10),
                    MemoryConfig.DEFAULT);
    static final String ADMIN_TOKEN = "tests-alone-know-this-token-of-an-admin";

    /// Line of a request on a plain socket.
    static final String AUTHORIZATION = "Authorization: Bearer " + ADMIN_TOKEN + "\r\n";

    /// Tests ask faster than people.
    static final ServerConfig SERVER = server(limits(100_000));

    static final AccessConfig ACCESS = AccessConfig.withToken(new Secret(ADMIN_TOKEN));
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /// A database that never comes: the gateway does without.
    static final Future<DatabaseConfig> NO_DATABASE = Promise.<DatabaseConfig>promise().future();

    private static final long POLL_NANOS = 500_000;

    final Vertx vertx = Vertx.vertx();
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final MeshNode node = new MeshNode("alpha", Instant.now(), () -> new LiveTime(vertx), meters);
    final FakeServices services = new FakeServices(node);
    GatewayVerticle gateway;
    private final GatewayConfig config;
    private final Future<DatabaseConfig> database;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String deployment;

    private TestGateway(GatewayConfig config, boolean withServices, List<ServiceName> missing) {
        this(config, withServices, missing, NO_DATABASE);
    }

    private TestGateway(
            GatewayConfig config,
            boolean withServices,
            List<ServiceName> missing,
            Future<DatabaseConfig> database) {
        await(vertx.deployVerticle(node));
        if (withServices) {
            await(vertx.deployVerticle(services));
            services.readyExcept(missing);
        }
        this.config = config;
        this.database = database;
        gateway = new GatewayVerticle(node, config, meters, database);
        deployment = await(vertx.deployVerticle(gateway));
    }

    static TestGateway start() {
        return start(SSE);
    }

    static TestGateway start(StreamConfig sse) {
        return new TestGateway(config(Duration.ofSeconds(2), sse), true, List.of());
    }

    static TestGateway start(Duration requestTimeout) {
        return new TestGateway(config(requestTimeout, SSE), true, List.of());
    }

    static TestGateway startWithCommandTimeout(Duration timeout) {
        GatewayConfig usual = config(Duration.ofSeconds(2), SSE);
        return new TestGateway(
                new GatewayConfig(
                        usual.host(),
                        usual.port(),
                        usual.requestTimeout(),
                        usual.pricesTimeout(),
                        timeout,
                        usual.sse(),
                        usual.access(),
                        usual.server()),
                true,
                List.of());
    }

    static TestGateway startWith(AccessConfig access) {
        return startOn(NO_DATABASE, access);
    }

    /// Starts one whose tables are there.
    static TestGateway startOn(DatabaseConfig database) {
        TestGateway gateway = startOn(Future.succeededFuture(database), ACCESS);
        until("the tables are there", () -> gateway.get("/api/v1/tokens").statusCode() == 200);
        return gateway;
    }

    static TestGateway startOn(Future<DatabaseConfig> database, AccessConfig access) {
        GatewayConfig usual = config(Duration.ofSeconds(2), SSE);
        return new TestGateway(
                new GatewayConfig(
                        usual.host(),
                        usual.port(),
                        usual.requestTimeout(),
                        usual.pricesTimeout(),
                        usual.commandTimeout(),
                        usual.sse(),
                        access,
                        usual.server()),
                true,
                List.of(),
                database);
    }

    static TestGateway startWithout(ServiceName... missing) {
        return new TestGateway(config(Duration.ofSeconds(2), SSE), true, List.of(missing));
    }

    static TestGateway startAlone() {
        return new TestGateway(config(Duration.ofSeconds(2), SSE), false, List.of());
    }

    static GatewayConfig config(Duration requestTimeout, StreamConfig sse) {
        return new GatewayConfig(
                "127.0.0.1",
                0,
                requestTimeout,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                sse,
                ACCESS,
                SERVER);
    }

    static ServerConfig.Limits limits(int requestsPerSecond) {
        return new ServerConfig.Limits(
                5_000,
                5_000,
                requestsPerSecond,
                100,
                16 * 1024,
                64 * 1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    static ServerConfig server(ServerConfig.Limits limits) {
        return new ServerConfig(Optional.empty(), limits, List.of());
    }

    static TestGateway startWith(ServerConfig server) {
        GatewayConfig usual = config(Duration.ofSeconds(2), SSE);
        return new TestGateway(
                new GatewayConfig(
                        usual.host(),
                        usual.port(),
                        usual.requestTimeout(),
                        usual.pricesTimeout(),
                        usual.commandTimeout(),
                        usual.sse(),
                        usual.access(),
                        server),
                true,
                List.of());
    }

    /// Stops the gateway and leaves the rest running.
    void stop() {
        await(vertx.undeploy(deployment));
    }

    /// Stops the gateway and starts another one, on another port, that knows nothing of the first.
    void restart() {
        stop();
        gateway = new GatewayVerticle(node, config, meters, database);
        deployment = await(vertx.deployVerticle(gateway));
    }

    /// Starts another gateway beside the first, on another port, with a memory of its own.
    GatewayVerticle startAnother() {
        PrometheusMeterRegistry own = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        GatewayVerticle other = new GatewayVerticle(node, config, own, database);
        await(vertx.deployVerticle(other));
        return other;
    }

    @Override
    public void close() {
        await(vertx.close());
        client.close();
    }

    HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    JsonObject json(String path) {
        return new JsonObject(get(path).body());
    }

    HttpResponse<String> send(String method, String path, String... headers) {
        return sendText(method, path, "", headers);
    }

    /// @param headers names and values; an empty `authorization` sends none
    HttpResponse<String> sendText(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                        .timeout(DEADLINE)
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        boolean known = true;
        for (int i = 0; i < headers.length; i += 2) {
            known &= !headers[i].equals("authorization");
            if (!headers[i + 1].isEmpty()) {
                request.header(headers[i], headers[i + 1]);
            }
        }
        if (known) {
            request.header("authorization", "Bearer " + ADMIN_TOKEN);
        }
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(
                            AnswerCheck.check(
                                    method,
                                    path,
                                    response.statusCode(),
                                    response.headers().firstValue("content-type").orElse(null),
                                    response.body()))
                    .as("answer to %s %s: %s", method, path, response.body())
                    .isEmpty();
            return response;
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Returns a new token.
    String token(String role) {
        HttpResponse<String> made =
                send(
                        "POST",
                        "/api/v1/tokens",
                        new JsonObject().put("name", "a " + role).put("role", role));
        if (made.statusCode() != 201) {
            throw new AssertionError(made.body());
        }
        return new JsonObject(made.body()).getString("token");
    }

    /// Asks with another token.
    int status(String method, String path, String token) {
        return send(method, path, "authorization", "Bearer " + token).statusCode();
    }

    /// Sends a JSON body.
    HttpResponse<String> send(String method, String path, JsonObject body) {
        return sendText(method, path, body.encode(), "content-type", "application/json");
    }

    SseReader events(String query) {
        return new SseReader(gateway.port(), "/api/v1/events" + query);
    }

    double count(String meter) {
        return meters.get(meter).counter().count();
    }

    /// Waits until the condition holds, a deadline at most.
    static void until(String what, BooleanSupplier condition) {
        until(what, DEADLINE, condition);
    }

    static void until(String what, Duration deadline, BooleanSupplier condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not in time: " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not in time, or failed", e);
        }
    }
}
