package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.gateway.stream.EventFilter;
import io.tickmesh.gateway.stream.EventStream;
import io.tickmesh.gateway.stream.MemoryConfig;
import io.tickmesh.gateway.stream.StreamConfig;
import io.tickmesh.gateway.stream.Subscription;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many streams on one connection, without encryption: what encrypts does not change how streams share a connection.
class Http2StreamTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MeshNode node =
            new MeshNode("alpha", Instant.now(), () -> new LiveTime(vertx), meters);
    private final Server server = new Server();
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

    /// Held because Vert.x closes a client, and its connections, that nobody refers to any more.
    private @Nullable HttpClient client;

    @BeforeEach
    void start() {
        TestGateway.await(vertx.deployVerticle(node));
        TestGateway.await(vertx.deployVerticle(server));
        client =
                vertx.httpClientBuilder()
                        .with(
                                new HttpClientOptions()
                                        .setProtocolVersion(HttpVersion.HTTP_2)
                                        .setHttp2ClearTextUpgrade(false)
                                        .setHttp2ConnectionWindowSize(1 << 20))
                        .with(new PoolOptions().setHttp2MaxSize(1))
                        .withConnectHandler(connections::add)
                        .build();
    }

    @AfterEach
    void close() {
        TestGateway.await(vertx.close());
    }

    @Test
    void cutsOffAStreamThatIsNotReadAndNoneBesides() {
        Reader first = new Reader();
        Reader deaf = new Reader();
        Reader second = new Reader();
        TestGateway.until("all are connected", () -> server.stream().clients() == 3);
        deaf.response.pause();

        int sent = 0;
        while (server.stream().clients() == 3) {
            server.publish();
            sent++;
            int count = sent;
            TestGateway.until("it is read", () -> first.events() == count);
        }

        TestGateway.until("it is cut off", deaf.ended::get);
        server.publish();
        int all = sent + 1;
        TestGateway.until(
                "the others go on", () -> first.events() == all && second.events() == all);
        assertThat(first.ended).isFalse();
        assertThat(second.ended).isFalse();
        assertThat(connections).hasSize(1);
        assertThat(meters.counter("tickmesh.sse.stalled").count()).isEqualTo(1);
    }

    @Test
    void saysGoodByeOnEachStream() {
        Reader first = new Reader();
        Reader second = new Reader();
        TestGateway.until("both are connected", () -> server.stream().clients() == 2);

        server.close();

        TestGateway.until("both have ended", () -> first.ended.get() && second.ended.get());
        assertThat(first.text()).contains("event: bye\ndata: {\"reason\":\"shutdown\"}\n\n");
        assertThat(second.text()).endsWith("\n\n");
    }

    /// A client on the one connection.
    private final class Reader {
        private final AtomicReference<String> text = new AtomicReference<>("");
        private final AtomicBoolean ended = new AtomicBoolean();
        private final HttpClientResponse response;

        Reader() {
            response =
                    TestGateway.await(
                            Objects.requireNonNull(client)
                                    .request(HttpMethod.GET, server.port(), "127.0.0.1", "/")
                                    .compose(HttpClientRequest::send)
                                    .onSuccess(it ->
                                            it.exceptionHandler(_ -> ended.set(true))
                                                    .endHandler(_ -> ended.set(true))
                                                    .handler(bytes ->
                                                            text.set(text.get() + bytes))));
        }

        String text() {
            return text.get();
        }

        int events() {
            return text().split("event: BotFailed", -1).length - 1;
        }
    }

    /// A server with nothing but the stream.
    private final class Server extends VerticleBase {
        private @Nullable EventStream stream;
        private @Nullable HttpServer http;
        private @Nullable Mesh mesh;

        @Override
        public Future<?> start() {
            mesh = node.join(ServiceName.GATEWAY);
            StreamConfig config =
                    new StreamConfig(LONG, 10, 10, Duration.ofMillis(300), MemoryConfig.DEFAULT);
            EventStream opened = new EventStream(vertx, mesh, config, LONG, _ -> List.of());
            stream = opened;
            http =
                    vertx.createHttpServer()
                            .requestHandler(request -> {
                                assertThat(request.version()).isEqualTo(HttpVersion.HTTP_2);
                                assertThat(
                                                opened.open(
                                                        request,
                                                        new Subscription(
                                                                "a", EventFilter.ALL, null, false)))
                                        .isEmpty();
                            });
            return http.listen(0, "127.0.0.1");
        }

        EventStream stream() {
            return Objects.requireNonNull(stream);
        }

        int port() {
            return Objects.requireNonNull(http).actualPort();
        }

        void publish() {
            Mesh joined = Objects.requireNonNull(mesh);
            BotFailed event =
                    new BotFailed(
                            joined.header(Instant.EPOCH, null),
                            "bot-03",
                            "ALGOUSDT",
                            "x".repeat(4_000),
                            1);
            context.runOnContext(_ -> stream().publish(event));
        }

        void close() {
            context.runOnContext(_ -> stream().close());
        }
    }
}
