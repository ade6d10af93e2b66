package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A node with risk, and a peer that plays the bot engine.
final class Life implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final MeshNode node =
            new MeshNode(
                    "node", Instant.now(), () -> new LiveTime(vertx), new SimpleMeterRegistry());
    private final AtomicInteger refusals = new AtomicInteger();
    private final String risk;
    private Mesh mesh;

    /// @param missed what the bot engine remembers
    /// @param firstRefusals how often it does not answer what it remembers
    @SuppressWarnings("NullAway.Init") // set by the peer, which starts first
    Life(
            DatabaseConfig database,
            List<PositionView> positions,
            List<Event> missed,
            int firstRefusals)
            throws Exception {
        refusals.set(firstRefusals);
        await(vertx.deployVerticle(node));
        await(vertx.deployVerticle(new Peer(positions, missed)));
        risk =
                await(
                        vertx.deployVerticle(
                                new RiskVerticle(
                                        node,
                                        Fixtures.config(),
                                        Future.succeededFuture(database))));
        Fixtures.awaitRisk(node);
    }

    Life(DatabaseConfig database, List<PositionView> positions) throws Exception {
        this(database, positions, List.of(), 0);
    }

    Life(DatabaseConfig database, List<PositionView> positions, List<Event> missed)
            throws Exception {
        this(database, positions, missed, 0);
    }

    /// Exchanges tell milliseconds.
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    void publish(Event event) {
        mesh.publish(event);
    }

    void losses(String bot, int count) {
        for (int i = 0; i < count; i++) {
            mesh.publish(Fixtures.closed(bot, "-1", Instant.now()));
        }
    }

    void equity(String amount) {
        mesh.publish(Fixtures.equity(amount, Instant.now()));
    }

    RiskAnswer check(Order order) {
        return check(order, now());
    }

    RiskAnswer check(Order order, Instant at) {
        mesh.publishPrices(List.of(price("BTCUSDT", 99.9, 100, at)));
        return ask(order.at(at).check());
    }

    <R extends Reply> R ask(Request<R> request) {
        try {
            return await(mesh.ask(request, TIMEOUT));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// Returns how risk refuses a request.
    <R extends Reply> RequestFailedException refusal(Request<R> request) throws Exception {
        try {
            throw new AssertionError("was not refused: " + await(mesh.ask(request, TIMEOUT)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestFailedException refused) {
                return refused;
            }
            throw e;
        }
    }

    Event awaitEvent(Class<? extends Event> type) throws Exception {
        Event event = events.poll(10, TimeUnit.SECONDS);
        while (event != null && !type.isInstance(event)) {
            event = events.poll(10, TimeUnit.SECONDS);
        }
        assertThat(event).isInstanceOf(type);
        return event;
    }

    @Override
    public void close() {
        try {
            await(vertx.undeploy(risk));
            await(vertx.close());
        } catch (Exception e) {
            throw new AssertionError("risk did not stop", e);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private final class Peer extends VerticleBase {
        private final List<PositionView> positions;
        private final List<Event> missed;

        Peer(List<PositionView> positions, List<Event> missed) {
            this.positions = positions;
            this.missed = missed;
        }

        @Override
        public Future<?> start() {
            mesh = node.join(ServiceName.BOT_ENGINE);
            BoundedInbox<Event> inbox =
                    mesh.onEvents(
                            Set.of(
                                    CircuitBreakerFired.class,
                                    CircuitBreakerReset.class,
                                    TradingStateChanged.class),
                            BoundedInbox.<Event>named("test", 1_000),
                            events::add);
            assertThat(inbox.name()).isEqualTo("test");
            return Future.all(
                    mesh.serve(
                            ListPositions.class,
                            _ -> Future.succeededFuture(new Positions(positions))),
                    mesh.serve(RecallTradingEvents.class, this::page));
        }

        /// One event on each page.
        private Future<RecalledEvents> page(RecallTradingEvents question) {
            if (refusals.getAndDecrement() > 0) {
                return Future.failedFuture(
                        new RequestFailedException(Failure.UNAVAILABLE, "not yet"));
            }
            int from = question.cursor() == null ? 0 : Integer.parseInt(question.cursor());
            int to = Math.min(from + 1, missed.size());
            return Future.succeededFuture(
                    new RecalledEvents(
                            missed.subList(from, to),
                            to < missed.size() ? Integer.toString(to) : null,
                            true));
        }
    }
}
