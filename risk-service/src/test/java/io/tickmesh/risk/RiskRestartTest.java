package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.position;
import static io.tickmesh.risk.Fixtures.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.ListRiskDecisions;
import io.tickmesh.mesh.request.ListRiskEvents;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskDecisions;
import io.tickmesh.mesh.request.RiskEventView;
import io.tickmesh.mesh.request.RiskEvents;
import io.tickmesh.mesh.storage.CutLink;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Risk on a database that outlives it, each life in a Vert.x of its own.
class RiskRestartTest {
    private final DatabaseConfig database = TestDatabases.fresh();

    @Test
    void decidesAfterARestartLikeOneThatNeverStopped() throws Exception {
        RiskAnswer approved;
        Instant asked;
        try (Life life = new Life(database, List.of())) {
            life.losses("bot-1", 3);
            life.losses("bot-2", 2);
            life.equity("1000");
            life.equity("950");
            life.awaitEvent(CircuitBreakerFired.class);
            asked = now();
            approved = life.check(entry("first").of("bot-3", "BTCUSDT"), asked);
            assertThat(approved.approved()).isTrue();
            for (int i = 0; i < 3; i++) {
                assertThat(
                                life.check(
                                                entry("more-" + i)
                                                        .of("bot-3", "BTCUSDT")
                                                        .quantity("0.1"))
                                        .approved())
                        .isTrue();
            }
        }

        try (Life life = new Life(database, List.of(position("bot-3", "BTCUSDT", "3", "200")))) {
            assertThat(life.check(entry("a")).refusal()).isEqualTo(RiskReason.BREAKER_OPEN);
            assertThat(life.ask(new GetRisk()).accounts().getFirst().exposure())
                    .as("of the position that was open")
                    .isEqualByComparingTo("600");
            assertThat(life.check(entry("first").of("bot-3", "BTCUSDT"), asked))
                    .as("the same question")
                    .isEqualTo(approved);
            assertThat(life.check(entry("b").of("bot-3", "BTCUSDT").quantity("0.1")).refusal())
                    .as("the fifth of a bot in a minute")
                    .isEqualTo(RiskReason.ORDER_RATE);

            life.losses("bot-2", 1);
            assertThat(((CircuitBreakerFired) life.awaitEvent(CircuitBreakerFired.class)).breaker())
                    .isEqualTo("losses:bot-2");
            life.equity("900");
            assertThat(((CircuitBreakerFired) life.awaitEvent(CircuitBreakerFired.class)).breaker())
                    .as("10 % below the peak before the restart")
                    .isEqualTo("drawdown:main");
        }

        try (Life life = new Life(database, List.of())) {
            assertThat(life.ask(new GetRisk()).accounts().getFirst().state())
                    .isEqualTo(TradingState.REDUCING);
            assertThat(life.check(entry("c").of("bot-4", "BTCUSDT")).refusal())
                    .isEqualTo(RiskReason.TRADING_REDUCING);
        }
    }

    @Test
    void tellsWhatItDidPageByPage() throws Exception {
        try (Life life = new Life(database, List.of())) {
            life.losses("bot-1", 3);
            life.awaitEvent(CircuitBreakerFired.class);
            assertThat(life.check(entry("a").of("bot-2", "BTCUSDT")).approved()).isTrue();
            assertThat(life.check(entry("b")).approved()).isFalse();
        }
        try (Life life = new Life(database, List.of())) {
            RiskEvents events = life.ask(new ListRiskEvents("bot-1", null, 10));
            assertThat(events.items())
                    .extracting(RiskEventView::type)
                    .containsExactly("CircuitBreakerFired");
            assertThat(events.next()).isNull();

            RiskDecisions newest = life.ask(new ListRiskDecisions("main", null, null, 1));
            assertThat(newest.items().getFirst().refusal()).isEqualTo(RiskReason.BREAKER_OPEN);
            RiskDecisions older = life.ask(new ListRiskDecisions("main", null, newest.next(), 1));
            assertThat(older.items().getFirst().orderId()).isEqualTo("a");
            assertThat(older.items().getFirst().refusal()).isNull();
            assertThat(older.next()).isNull();
        }
    }

    @Test
    void whileTheDatabaseIsAwayItDecidesAndItsEventsWaitUntilTheyAreWritten() throws Exception {
        try (CutLink link = new CutLink(database)) {
            try (Life life = new Life(link.config(), List.of())) {
                link.cut();
                life.losses("bot-1", 3);
                Fixtures.await("the breaker", () -> !life.ask(new GetRisk()).breakers().isEmpty());
                assertThat(life.check(entry("a")).refusal()).isEqualTo(RiskReason.BREAKER_OPEN);
                assertThat(life.events.poll(1, TimeUnit.SECONDS)).as("not yet written").isNull();

                link.mend();

                life.awaitEvent(CircuitBreakerFired.class);
            }
        }
        try (Life life = new Life(database, List.of())) {
            assertThat(life.ask(new ListRiskEvents(null, null, 10)).items()).hasSize(1);
            assertThat(life.ask(new ListRiskDecisions(null, null, null, 10)).items()).hasSize(1);
        }
    }

    /// Exchanges tell milliseconds.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /// A node with risk, and a peer that plays the bot engine.
    private static final class Life implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final MeshNode node =
                new MeshNode(
                        "node",
                        Instant.now(),
                        () -> new LiveTime(vertx),
                        new SimpleMeterRegistry());
        private final String risk;
        private Mesh mesh;

        @SuppressWarnings("NullAway.Init") // set by the peer, which starts first
        Life(DatabaseConfig database, List<PositionView> positions) throws Exception {
            await(vertx.deployVerticle(node));
            await(vertx.deployVerticle(new Peer(positions)));
            risk =
                    await(
                            vertx.deployVerticle(
                                    new RiskVerticle(
                                            node,
                                            Fixtures.config(),
                                            Future.succeededFuture(database))));
            Fixtures.awaitRisk(node);
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
                return await(mesh.ask(request, Duration.ofSeconds(5)));
            } catch (Exception e) {
                throw new AssertionError(e);
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

            Peer(List<PositionView> positions) {
                this.positions = positions;
            }

            @Override
            public Future<?> start() {
                mesh = node.join(ServiceName.BOT_ENGINE);
                BoundedInbox<Event> inbox =
                        mesh.onEvents(
                                Set.of(CircuitBreakerFired.class),
                                BoundedInbox.<Event>named("test", 1_000),
                                events::add);
                assertThat(inbox.name()).isEqualTo("test");
                return mesh.serve(
                        ListPositions.class, _ -> Future.succeededFuture(new Positions(positions)));
            }
        }
    }
}
