package io.tickmesh.notify;

import static io.tickmesh.notify.Fixtures.filled;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.Cluster;
import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The notifier on two nodes of a cluster, on one database.
@EnabledIfSystemProperty(
        named = "tickmesh.slow",
        matches = ".*",
        disabledReason = "takes half a minute: -Dtickmesh.slow")
final class NotifierNodesIT {
    private static final int ALERTS = 20;

    private final String cluster =
            "notifier-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    private final Vertx vertx = Vertx.vertx();
    private final FakeBotApi api = new FakeBotApi(vertx);
    private final DatabaseConfig database = TestDatabases.fresh();
    private final List<Node> nodes = new ArrayList<>();
    private final CountDownLatch wake = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        await(api.listen());
        nodes.add(new Node("one"));
        nodes.add(new Node("two"));
        until("both nodes", () -> nodes.stream().allMatch(it -> it.seen().size() == 2));
    }

    @AfterEach
    void close() throws Exception {
        wake.countDown();
        for (Node node : nodes) {
            await(node.vertx.close());
        }
        await(vertx.close());
    }

    @Test
    void eachAlertIsToldOnceByOneOfThem() {
        for (int i = 0; i < ALERTS; i++) {
            nodes.getFirst().publish(filled("1" + i));
        }

        until("all alerts", () -> api.received().size() >= ALERTS);
        assertThat(nodes).allSatisfy(node -> assertThat(node.told()).isPositive());
        assertThat(nodes.stream().mapToDouble(Node::told).sum()).isEqualTo(ALERTS);
        assertThat(texts()).doesNotHaveDuplicates().hasSize(ALERTS);
    }

    @Test
    void whatAFrozenNodeShouldHaveToldIsToldByTheOtherAndNotAgainWhenItWakes() {
        Node frozen = nodes.getFirst();
        Node other = nodes.getLast();
        frozen.freeze(wake);
        for (int i = 0; i < ALERTS; i++) {
            other.publish(filled("2" + i));
        }

        until("the other node to tell all", () -> api.received().size() >= ALERTS);
        assertThat(other.told()).isEqualTo(ALERTS);
        wake.countDown();
        until("both nodes", () -> nodes.stream().allMatch(it -> it.seen().size() == 2));
        // One more, of each: what they tell comes after what waited.
        for (int i = 0; i < ALERTS; i++) {
            other.publish(filled("3" + i));
        }

        until(
                "the rest",
                () -> texts().stream().filter(it -> it.contains("at 3")).count() == ALERTS);
        assertThat(frozen.told()).isPositive();
        assertThat(texts()).doesNotHaveDuplicates().hasSize(2 * ALERTS);
    }

    private List<String> texts() {
        return api.received().stream().map(it -> it.message().getString("text")).toList();
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private ClusterConfig clustered() {
        ClusterConfig alone = ClusterConfig.ALONE;
        return new ClusterConfig(
                true,
                cluster,
                alone.host(),
                0,
                0,
                IntStream.range(5701, 5711).mapToObj(port -> alone.host() + ":" + port).toList(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty());
    }

    private NotifierConfig config() {
        Map<AlertKind, Severity> severities = new EnumMap<>(AlertKind.class);
        for (AlertKind kind : AlertKind.values()) {
            severities.put(kind, kind.usual());
        }
        return new NotifierConfig(
                severities,
                Optional.empty(),
                Optional.of(
                        new TelegramConfig(
                                api.url(),
                                new Secret(FakeBotApi.TOKEN),
                                "123456789",
                                Severity.INFO,
                                Duration.ofMillis(10),
                                Duration.ofSeconds(30))),
                100);
    }

    /// One event loop: who blocks it freezes the node.
    private final class Node {
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final Vertx vertx;
        private final MeshNode node;
        private Mesh mesh;
        private Context context;

        @SuppressWarnings("NullAway.Init") // set by the peer, which starts first
        Node(String name) throws Exception {
            vertx =
                    await(
                            Cluster.vertx(
                                    new VertxOptions()
                                            .setEventLoopPoolSize(1)
                                            .setBlockedThreadCheckInterval(60_000),
                                    name,
                                    clustered()));
            node = new MeshNode(name, Instant.now(), () -> new LiveTime(vertx), meters);
            await(vertx.deployVerticle(node));
            await(vertx.deployVerticle(new Peer()));
            await(
                    vertx.deployVerticle(
                            new NotifierVerticle(
                                    node, config(), Future.succeededFuture(database))));
        }

        Set<String> seen() {
            return Set.copyOf(node.presence().ready(ServiceName.NOTIFIER));
        }

        void publish(Event event) {
            mesh.publish(event);
        }

        double told() {
            return meters.get("tickmesh.alerts")
                    .tag("channel", "telegram")
                    .tag("outcome", "delivered")
                    .counter()
                    .count();
        }

        void freeze(CountDownLatch until) {
            context.runOnContext(_ -> {
                try {
                    until.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private final class Peer extends VerticleBase {
            @Override
            public Future<?> start() {
                mesh = node.join(ServiceName.BOT_ENGINE);
                Node.this.context = vertx.getOrCreateContext();
                return Future.succeededFuture();
            }
        }
    }
}
