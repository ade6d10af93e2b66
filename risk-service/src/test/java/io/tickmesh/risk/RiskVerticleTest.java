package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.amount;
import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.RiskApproved;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskState;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.LiveTime;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The verticle on a real bus, with a peer that plays the bot engine.
class RiskVerticleTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    // One loop, so that what is published first is seen first.
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final DatabaseConfig database = TestDatabases.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void answersAndPublishesItsDecision() throws Exception {
        BotEngine engine = deploy(() -> new LiveTime(vertx));
        Instant now = Instant.now();
        engine.price("BTCUSDT", now);
        for (RiskReason reason : RiskReason.values()) {
            assertThat(refused(reason)).as("before any was").isZero();
        }

        RiskAnswer yes = engine.check(entry("a").quantity("10").at(now));
        RiskAnswer no = engine.check(entry("b").quantity("11").at(now));

        assertThat(yes.approved()).isTrue();
        assertThat(no.refusal()).isEqualTo(RiskReason.ORDER_NOTIONAL);
        assertThat(engine.events.poll(5, TimeUnit.SECONDS)).isInstanceOf(RiskApproved.class);
        assertThat(engine.events.poll(5, TimeUnit.SECONDS)).isInstanceOf(RiskRejected.class);
        RiskState state = engine.state();
        assertThat(state.approved()).isEqualTo(1);
        assertThat(state.refused()).isEqualTo(1);
        assertThat(state.accounts().getFirst().exposure()).isEqualByComparingTo("1000");
        assertThat(meters.get("tickmesh.risk.approved").counter().count()).isEqualTo(1);
        assertThat(refused(RiskReason.ORDER_NOTIONAL)).isEqualTo(1);
        assertThat(meters.get("tickmesh.risk.decision").timer().count()).isEqualTo(2);
    }

    @Test
    void aFillThatGotLostIsMadeUpForByComparingPositions() throws Exception {
        BotEngine engine = deploy(() -> new LiveTime(vertx));
        engine.asked.clear();
        engine.positions = new Positions(List.of(position("bot-1", "BTCUSDT", "3", "200")));

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        BigDecimal exposure = BigDecimal.ZERO;
        int rounds = 0;
        while (exposure.signum() == 0 && System.nanoTime() < deadline) {
            rounds += engine.asked.poll(100, TimeUnit.MILLISECONDS) == null ? 0 : 1;
            exposure = engine.state().accounts().getFirst().exposure();
        }

        assertThat(exposure).isEqualByComparingTo("600");
        rounds += engine.asked.size();
        assertThat(rounds).as("answers before one was believed").isEqualTo(2);
    }

    @Test
    void positionsAreComparedAtOnceWhenEventsWereMissed() throws Exception {
        RiskConfig usual = Fixtures.config();
        BotEngine engine =
                deploy(
                        () -> new LiveTime(vertx),
                        new RiskConfig(
                                usual.accounts(),
                                usual.reservationTimeout(),
                                Duration.ofHours(1),
                                usual.feedsEvery()));
        assertThat(engine.asked.poll(5, TimeUnit.SECONDS)).as("to begin with").isNotNull();
        assertThat(engine.asked.poll(5, TimeUnit.SECONDS)).as("compared once").isNotNull();
        engine.state();
        engine.positions = new Positions(List.of(position("bot-1", "BTCUSDT", "3", "200")));

        for (int i = 0; i < 20_000; i++) {
            engine.mesh.publish(entry("flood").filled("fill-" + i, "0", "0"));
        }

        assertThat(engine.asked.poll(5, TimeUnit.SECONDS)).as("at once").isNotNull();
        Fixtures.await(
                "exposure",
                () ->
                        engine.state().accounts().getFirst().exposure().compareTo(amount("600"))
                                == 0);
    }

    @Test
    @SuppressWarnings("NullAway") // as a broken peer may send it
    void anAnswerThatCannotBeUsedIsNotTheLast() throws Exception {
        PositionView whole = position("bot-1", "BTCUSDT", "3", "200");
        PositionView broken =
                new PositionView(
                        whole.account(),
                        whole.bot(),
                        whole.symbol(),
                        null,
                        whole.entryPrice(),
                        whole.entryFee(),
                        null,
                        null,
                        whole.markPrice(),
                        whole.unrealised(),
                        whole.openedAt());
        RiskConfig usual = Fixtures.config();
        BotEngine engine =
                deploy(
                        () -> new LiveTime(vertx),
                        new RiskConfig(
                                usual.accounts(),
                                usual.reservationTimeout(),
                                Duration.ofMillis(50),
                                usual.feedsEvery()));
        engine.positions = new Positions(List.of(broken));

        assertThat(engine.asked.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(engine.asked.poll(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void answersWhileEventsFloodIn() throws Exception {
        BotEngine engine = deploy(() -> new LiveTime(vertx));
        for (int i = 0; i < 20_000; i++) {
            engine.mesh.publish(entry("flood").filled("fill-" + i, "0.0001", "0"));
        }
        Instant now = Instant.now();
        engine.price("BTCUSDT", now);
        RiskAnswer answer = engine.check(entry("a").of("bot-2", "ETHUSDT").at(now));

        assertThat(answer.refusal()).isEqualTo(RiskReason.STALE_PRICE);
        assertThat(answer.detail()).startsWith("marketPriceAge=none");
    }

    @Test
    void livesInTheTimeOfTheDataAndThenComparesNothing() throws Exception {
        BotEngine engine = deploy(DataTime::new);
        Instant may2021 = Instant.parse("2021-05-19T12:00:00Z");
        engine.price("BTCUSDT", may2021);
        assertThat(engine.check(entry("a").at(may2021)).approved()).isTrue();

        engine.price("BTCUSDT", may2021.plusSeconds(60));
        RiskAnswer late = engine.check(entry("b").at(may2021));

        assertThat(late.refusal()).isEqualTo(RiskReason.STALE_PRICE);
        assertThat(late.detail()).isEqualTo("orderPriceAge=60000ms limit=5000ms");
        assertThat(engine.state().accounts().getFirst().exposure())
                .as("the reservation timed out in the time of the data")
                .isZero();
        assertThat(engine.asked.poll(1_500, TimeUnit.MILLISECONDS)).isNull();
    }

    private double refused(RiskReason reason) {
        return meters.get("tickmesh.risk.refused").tag("reason", reason.name()).counter().count();
    }

    private BotEngine deploy(Supplier<MeshTime> times) throws Exception {
        return deploy(times, Fixtures.config());
    }

    private BotEngine deploy(Supplier<MeshTime> times, RiskConfig config) throws Exception {
        BotEngine engine = new BotEngine(new MeshNode("node", Instant.now(), times, meters));
        await(vertx.deployVerticle(engine.node));
        await(vertx.deployVerticle(engine));
        await(
                vertx.deployVerticle(
                        new RiskVerticle(engine.node, config, Future.succeededFuture(database))));
        Fixtures.awaitRisk(engine.node);
        return engine;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static final class BotEngine extends VerticleBase {
        private final MeshNode node;
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final BlockingQueue<ListPositions> asked = new LinkedBlockingQueue<>();
        private volatile Positions positions = new Positions(List.of());
        private volatile Mesh mesh;
        private long sequence;

        @SuppressWarnings("NullAway.Init") // start is the first thing to run
        BotEngine(MeshNode node) {
            this.node = node;
        }

        @Override
        public Future<?> start() {
            mesh = node.join(ServiceName.BOT_ENGINE);
            BoundedInbox<Event> inbox =
                    mesh.onEvents(
                            Set.of(RiskApproved.class, RiskRejected.class),
                            BoundedInbox.<Event>named("test", 1_000),
                            events::add);
            assertThat(inbox.name()).isEqualTo("test");
            return mesh.serve(
                    ListPositions.class,
                    question -> {
                        asked.add(question);
                        return Future.succeededFuture(positions);
                    });
        }

        void price(String symbol, Instant time) {
            mesh.publishPrices(
                    List.of(
                            new PriceUpdated(
                                    "node",
                                    sequence++,
                                    0,
                                    time.toEpochMilli(),
                                    0,
                                    symbol,
                                    99.9,
                                    1,
                                    100,
                                    1,
                                    100,
                                    1)));
        }

        RiskAnswer check(Order order) throws Exception {
            return await(mesh.ask(order.check(), TIMEOUT));
        }

        RiskState state() {
            return mesh.ask(new GetRisk(), TIMEOUT)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
