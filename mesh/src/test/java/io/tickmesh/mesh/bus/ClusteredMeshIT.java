package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.cluster.Cluster;
import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two real members of a cluster in one JVM: what passes by reference at home is encoded here.
final class ClusteredMeshIT {
    private static final Set<Class<? extends Event>> EVENTS =
            Arrays.stream(Event.class.getPermittedSubclasses())
                    .filter(type -> type != PriceUpdated.class)
                    .map(type -> type.<Event>asSubclass(Event.class))
                    .collect(Collectors.toUnmodifiableSet());

    private static Member alpha;
    private static Member beta;

    @BeforeAll
    static void joinsTwoNodes() throws Exception {
        String cluster = "test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        alpha = Member.start(cluster, "alpha", ServiceName.MARKET_STREAM);
        beta = Member.start(cluster, "beta", ServiceName.GATEWAY);
        alpha.awaits("beta");
        beta.awaits("alpha");
    }

    @AfterAll
    static void leaves() throws Exception {
        await(beta.vertx.close());
        await(alpha.vertx.close());
    }

    @Test
    void everyEventCrossesToTheOtherNode() throws Exception {
        BlockingQueue<Event> read = new ArrayBlockingQueue<>(100);
        BoundedInbox<Event> inbox =
                beta.mesh.onEvents(EVENTS, BoundedInbox.named("it.events", 100), read::add);
        List<Event> sent =
                JsonCodec.TYPES.values().stream()
                        .filter(EVENTS::contains)
                        .map(type -> (Event) Samples.full(type))
                        .toList();

        sent.forEach(alpha.mesh::publish);

        for (int i = 0; i < sent.size(); i++) {
            assertThat(read.poll(10, TimeUnit.SECONDS)).isIn(sent);
        }
        beta.mesh.close(inbox);
    }

    @Test
    void pricesCrossInOrderAndWithoutAGap() throws Exception {
        BlockingQueue<PriceUpdated> read = new ArrayBlockingQueue<>(5_000);
        BoundedInbox<PriceUpdated> inbox =
                beta.mesh.onPrices(BoundedInbox.named("it.prices", 5_000), read::add);
        List<PriceUpdated> sent =
                IntStream.range(0, 2_000)
                        .mapToObj(i ->
                                new PriceUpdated(
                                        "alpha", i, i, i, i, "BTCUSDT", 60_000.01, 1, 60_000.02, 2,
                                        60_000.01, 0.5))
                        .toList();

        for (int from = 0; from < sent.size(); from += 100) {
            alpha.mesh.publishPrices(sent.subList(from, from + 100));
        }

        for (PriceUpdated price : sent) {
            // A frame has one time of publication: that of its first price.
            PriceUpdated arrived = read.poll(10, TimeUnit.SECONDS);
            assertThat(arrived).isNotNull();
            assertThat(arrived.sequence()).isEqualTo(price.sequence());
            assertThat(arrived.bid()).isEqualTo(price.bid());
        }
        beta.mesh.close(inbox);
    }

    @Test
    void everyRequestIsAnsweredByTheOtherNode() throws Exception {
        for (Class<?> type : Request.class.getPermittedSubclasses()) {
            Request<?> request = (Request<?>) Samples.full(type);
            Reply reply = (Reply) Samples.full(replyOf(type));
            CompletableFuture<Request<?>> asked = new CompletableFuture<>();
            beta.serve(request, reply, asked);

            assertThat(alpha.askUntilVisible(request)).isEqualTo(reply);
            assertThat(asked.get(5, TimeUnit.SECONDS)).isEqualTo(request);
        }
    }

    private static ClusterConfig config(String cluster) {
        return new ClusterConfig(
                true,
                cluster,
                "127.0.0.1",
                0,
                0,
                List.of("127.0.0.1:5701", "127.0.0.1:5702", "127.0.0.1:5703"),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty());
    }

    private static Class<?> replyOf(Class<?> request) {
        for (Type type : request.getGenericInterfaces()) {
            if (type instanceof ParameterizedType generic
                    && generic.getRawType() == Request.class) {
                return (Class<?>) generic.getActualTypeArguments()[0];
            }
        }
        throw new AssertionError("no reply of " + request);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private record Member(Vertx vertx, MeshNode node, Mesh mesh) {
        static Member start(String cluster, String name, ServiceName service) throws Exception {
            Vertx vertx = await(Cluster.vertx(new VertxOptions(), name, config(cluster)));
            MeshNode node =
                    new MeshNode(
                            name,
                            Instant.parse("2026-01-01T00:00:00Z"),
                            () -> new LiveTime(vertx),
                            new SimpleMeterRegistry());
            await(vertx.deployVerticle(node));
            CompletableFuture<Mesh> joined = new CompletableFuture<>();
            await(
                    vertx.deployVerticle(
                            new VerticleBase() {
                                @Override
                                public Future<?> start() {
                                    Mesh mesh = node.join(service);
                                    mesh.ready();
                                    joined.complete(mesh);
                                    return Future.succeededFuture();
                                }
                            }));
            return new Member(vertx, node, joined.get(5, TimeUnit.SECONDS));
        }

        /// Heartbeats, not registrations, say that the other node hears us.
        void awaits(String other) throws Exception {
            CompletableFuture<Void> seen = new CompletableFuture<>();
            Runnable look =
                    () -> {
                        if (node.presence().nodes().stream()
                                .anyMatch(h -> h.node().equals(other))) {
                            seen.complete(null);
                        }
                    };
            node.presence().onChange(look);
            look.run();
            seen.get(30, TimeUnit.SECONDS);
        }

        @SuppressWarnings("unchecked")
        <R extends Reply> void serve(
                Request<R> request, Reply reply, CompletableFuture<Request<?>> asked)
                throws Exception {
            ClusteredMeshIT.await(
                    mesh.serve(
                            (Class<Request<R>>) request.getClass(),
                            received -> {
                                asked.complete(received);
                                return Future.succeededFuture((R) reply);
                            }));
        }

        /// A new registration reaches the other node a little later than its own completion says.
        <R extends Reply> R askUntilVisible(Request<R> request) throws Exception {
            Duration timeout = Duration.ofSeconds(5);
            return ClusteredMeshIT.await(
                    mesh.ask(request, timeout)
                            .recover(_ ->
                                    vertx.timer(200).compose(_ -> mesh.ask(request, timeout))));
        }
    }
}
