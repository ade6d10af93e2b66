package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.price;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.Cluster;
import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.Ownership;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// A node of a cluster with risk, and a peer that plays the bot engine. One event loop: who blocks it freezes the node.
final class RiskNode {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx;
    private final MeshNode node;
    private final List<PositionView> positions;
    private final String risk;
    private Mesh mesh;
    private Context context;

    /// @param cluster its name
    /// @param positions that are open
    @SuppressWarnings("NullAway.Init") // set by the peer, which starts first
    RiskNode(
            String cluster,
            String name,
            RiskConfig config,
            DatabaseConfig database,
            List<PositionView> positions)
            throws Exception {
        this.positions = positions;
        vertx =
                await(
                        Cluster.vertx(
                                new VertxOptions()
                                        .setEventLoopPoolSize(1)
                                        .setBlockedThreadCheckInterval(60_000),
                                name,
                                cluster(cluster)));
        node = new MeshNode(name, Instant.now(), () -> new LiveTime(vertx), meters);
        await(vertx.deployVerticle(node));
        await(vertx.deployVerticle(new Peer()));
        risk =
                await(
                        vertx.deployVerticle(
                                new RiskVerticle(node, config, Future.succeededFuture(database))));
    }

    String name() {
        return node.name();
    }

    /// Returns the names of the nodes that this one sees with risk.
    Set<String> seen() {
        return Set.copyOf(node.presence().ready(ServiceName.RISK_SERVICE));
    }

    /// Returns whether an account is this node's to decide on, once it has been handed over.
    boolean shouldDecide(String account) {
        return new Ownership(name(), this::seen).isMine(account);
    }

    void publish(Event event) {
        mesh.publish(event);
    }

    RiskAnswer check(CheckOrder order) throws Exception {
        mesh.publishPrices(List.of(price(order.symbol(), 99.9, 100, order.priceTime())));
        return askNear(order);
    }

    <R extends Reply> R askNear(Request<R> request) throws Exception {
        return await(mesh.askNear(request, TIMEOUT));
    }

    <R extends Reply> R ask(Request<R> request) throws Exception {
        return await(mesh.ask(request, TIMEOUT));
    }

    /// Lets nothing happen on the node until the latch is released.
    void freeze(CountDownLatch until) {
        context.runOnContext(_ -> {
            try {
                until.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Leaves in good order.
    void stop() throws Exception {
        await(vertx.undeploy(risk));
        await(vertx.close());
    }

    /// Leaves somehow.
    void close() {
        var _ = vertx.close();
    }

    private static ClusterConfig cluster(String name) {
        ClusterConfig alone = ClusterConfig.ALONE;
        return new ClusterConfig(
                true,
                name,
                alone.host(),
                0,
                0,
                IntStream.range(5701, 5711).mapToObj(port -> alone.host() + ":" + port).toList(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private final class Peer extends VerticleBase {
        @Override
        public Future<?> start() {
            RiskNode.this.context = vertx.getOrCreateContext();
            mesh = node.join(ServiceName.BOT_ENGINE);
            var _ =
                    mesh.onEvents(
                            Set.of(
                                    CircuitBreakerFired.class,
                                    CircuitBreakerReset.class,
                                    TradingStateChanged.class),
                            BoundedInbox.<Event>named("test", 1_000),
                            events::add);
            return Future.all(
                    mesh.serve(
                            ListPositions.class,
                            _ -> Future.succeededFuture(new Positions(positions))),
                    mesh.serve(
                            RecallTradingEvents.class,
                            _ ->
                                    Future.succeededFuture(
                                            new RecalledEvents(List.of(), null, true))));
        }
    }
}
