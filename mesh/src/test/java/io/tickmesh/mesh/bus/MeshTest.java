package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.cluster.InboxLoad;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MeshTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final MeshNode node =
            new MeshNode(
                    "alpha",
                    Instant.parse("2026-01-01T00:00:00Z"),
                    () -> new LiveTime(vertx),
                    new SimpleMeterRegistry());

    @BeforeEach
    void deploysTheNode() throws Exception {
        await(vertx.deployVerticle(node));
    }

    @AfterEach
    void closes() throws Exception {
        await(vertx.close());
    }

    @Test
    void readersGetTheTypesTheyWantByReference() throws Exception {
        BlockingQueue<Event> read = new ArrayBlockingQueue<>(10);
        Mesh mesh = service(ServiceName.NOTIFIER);
        mesh.onEvents(Set.of(BotStatusChanged.class), BoundedInbox.named("t", 10), read::add);
        BotStatusChanged event = status(mesh);

        mesh.publish((Event) Samples.full(io.tickmesh.mesh.event.BotFailed.class));
        mesh.publish(event);

        assertThat(read.poll(5, TimeUnit.SECONDS)).isSameAs(event);
        assertThat(read).isEmpty();
    }

    @Test
    void pricesArriveInOrder() throws Exception {
        BlockingQueue<PriceUpdated> read = new ArrayBlockingQueue<>(100);
        Mesh mesh = service(ServiceName.GATEWAY);
        mesh.onPrices(BoundedInbox.named("t", 100), read::add);
        List<PriceUpdated> prices =
                java.util.stream.LongStream.range(0, 100)
                        .mapToObj(i -> new PriceUpdated("alpha", i, 0, i, 0, "A", 1, 1, 2, 1, 1, 1))
                        .toList();

        mesh.publishPrices(prices);

        for (PriceUpdated price : prices) {
            assertThat(read.poll(5, TimeUnit.SECONDS)).isEqualTo(price);
        }
    }

    @Test
    void eachHeartbeatTellsWhatWentThroughTheInboxes() throws Exception {
        Mesh mesh = service(ServiceName.GATEWAY);
        mesh.onEvents(Set.of(BotStatusChanged.class), BoundedInbox.named("t", 10), _ -> {});
        for (int offered = 1; offered <= 3; offered++) {
            mesh.publish(status(mesh));
            long wanted = offered;
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (told() < wanted && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            assertThat(told()).isEqualTo(wanted);
        }
    }

    @Test
    void aNodeThatDoesNotKnowTheOthersYetAnswersAsSoonAsItDoes() throws Exception {
        Mesh mesh = service(ServiceName.BOT_ENGINE);
        await(
                mesh.serveOwned(
                        ListBots.class,
                        _ -> "key",
                        SECOND,
                        _ -> Future.succeededFuture(new Bots(List.of()))));
        node.presence().begin(Set.of("alpha", "beta"));
        Future<Bots> asked = mesh.ask(new ListBots(null), SECOND.multipliedBy(5));
        await(vertx.timer(200));
        assertThat(asked.isComplete()).isFalse();

        node.presence().gone("beta");

        assertThat(await(asked).items()).isEmpty();
    }

    @Test
    void aNodeThatDoesNotGetToKnowTheOthersRefusesAfterAWhile() throws Exception {
        Mesh mesh = service(ServiceName.BOT_ENGINE);
        await(
                mesh.serveOwned(
                        ListBots.class,
                        _ -> "key",
                        SECOND,
                        _ -> Future.succeededFuture(new Bots(List.of()))));
        node.presence().begin(Set.of("alpha", "beta"));

        assertFails(mesh.ask(new ListBots(null), SECOND.multipliedBy(5)), Failure.UNAVAILABLE);
    }

    private long told() {
        return node.presence().nodes().stream()
                .flatMap(heartbeat -> heartbeat.inboxes().values().stream())
                .mapToLong(InboxLoad::offered)
                .sum();
    }

    @Test
    void asksAndGetsTheAnswer() throws Exception {
        Mesh mesh = service(ServiceName.BOT_ENGINE);
        await(mesh.serve(ListBots.class, _ -> Future.succeededFuture(new Bots(List.of()))));

        assertThat(await(mesh.ask(new ListBots(null), SECOND))).isEqualTo(new Bots(List.of()));
    }

    @Test
    void noAnswerInTimeIsATimeout() throws Exception {
        Mesh mesh = service(ServiceName.BOT_ENGINE);
        await(mesh.serve(ListBots.class, _ -> Promise.<Bots>promise().future()));

        assertFails(mesh.ask(new ListBots(null), Duration.ofMillis(50)), Failure.TIMEOUT);
    }

    @Test
    void nobodyToAskIsUnavailable() throws Exception {
        assertFails(
                service(ServiceName.GATEWAY).ask(new ListBots(null), SECOND), Failure.UNAVAILABLE);
    }

    @Test
    void aRefusalReachesTheAskerWithItsReason() throws Exception {
        Mesh mesh = service(ServiceName.BOT_ENGINE);
        await(
                mesh.serve(
                        ListBots.class,
                        _ ->
                                Future.failedFuture(
                                        new RequestFailedException(
                                                Failure.NOT_FOUND, "no bot x"))));

        assertFails(mesh.ask(new ListBots("x"), SECOND), Failure.NOT_FOUND);
    }

    @Test
    void aBugInTheAnswerIsAnInternalErrorWithoutItsDetails() throws Exception {
        Mesh mesh = service(ServiceName.BOT_ENGINE);
        await(
                mesh.serve(
                        ListBots.class,
                        _ -> {
                            throw new IllegalStateException("a detail");
                        }));

        assertThatThrownBy(() -> await(mesh.ask(new ListBots("x"), SECOND)))
                .cause()
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        e -> assertThat(e.failure()).isEqualTo(Failure.INTERNAL))
                .hasMessage("internal error");
    }

    @Test
    void theOwnNodeIsAskedLikeAnyOther() throws Exception {
        Mesh mesh = service(ServiceName.BOT_ENGINE);
        await(
                mesh.serve(
                        ListBots.class,
                        request ->
                                request.bot() == null
                                        ? Promise.<Bots>promise().future()
                                        : Future.failedFuture("a detail")));

        Future<Bots> silent = mesh.askNode("alpha", new ListBots(null), Duration.ofMillis(50));
        Future<Bots> broken = mesh.askNode("alpha", new ListBots("x"), SECOND);

        assertFails(silent, Failure.TIMEOUT);
        assertThatThrownBy(() -> await(broken))
                .cause()
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        e -> assertThat(e.failure()).isEqualTo(Failure.INTERNAL))
                .hasMessage("internal error");
    }

    @Test
    void theAnswerOfTheOwnNodeComesOnTheContextOfTheAsker() throws Exception {
        Mesh asked = service(ServiceName.BOT_ENGINE);
        await(asked.serve(ListBots.class, _ -> Promise.<Bots>promise().future()));
        CompletableFuture<Context> asker = new CompletableFuture<>();
        CompletableFuture<Context> answered = new CompletableFuture<>();
        await(
                vertx.deployVerticle(
                        new Service(
                                node,
                                ServiceName.GATEWAY,
                                mesh -> {
                                    asker.complete(Vertx.currentContext());
                                    mesh.askNode("alpha", new ListBots(null), Duration.ofMillis(1))
                                            .onComplete(
                                                    _ -> answered.complete(Vertx.currentContext()));
                                })));

        assertThat(answered.get(5, TimeUnit.SECONDS)).isSameAs(asker.get(5, TimeUnit.SECONDS));
    }

    @Test
    void aQuestionThatCannotBeReadIsInvalid() throws Exception {
        vertx.eventBus().registerCodec(new Damaged());
        DeliveryOptions damaged = new DeliveryOptions().setCodecName(Damaged.NAME);

        Future<?> asked = vertx.eventBus().request(Addresses.node("alpha"), "?", damaged);

        assertThatThrownBy(() -> await(asked))
                .cause()
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        e -> assertThat(e.failureCode()).isEqualTo(Failure.INVALID.code()));
    }

    @Test
    void presenceShowsTheStateOfAService() throws Exception {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        node.presence()
                .onChange(() -> {
                    if (node.presence().isReady(ServiceName.NOTIFIER)) {
                        ready.complete(null);
                    }
                });
        Mesh mesh = service(ServiceName.NOTIFIER);
        assertThat(node.presence().isReady(ServiceName.NOTIFIER)).isFalse();

        mesh.ready();

        ready.get(5, TimeUnit.SECONDS);
        assertThat(node.presence().ready(ServiceName.NOTIFIER)).containsExactly("alpha");
        assertThat(mesh.ownership().isMine("any")).isTrue();
    }

    private static BotStatusChanged status(Mesh mesh) {
        return new BotStatusChanged(
                mesh.header(Instant.EPOCH, null), "bot", "BTCUSDT", BotStatus.RUNNING, "test");
    }

    private Mesh service(ServiceName name) throws Exception {
        CompletableFuture<Mesh> joined = new CompletableFuture<>();
        await(vertx.deployVerticle(new Service(node, name, joined::complete)));
        return joined.get(5, TimeUnit.SECONDS);
    }

    private static void assertFails(Future<?> future, Failure expected) {
        assertThatThrownBy(() -> await(future))
                .cause()
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        e -> assertThat(e.failure()).isEqualTo(expected));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private static final class Service extends VerticleBase {
        private final MeshNode node;
        private final ServiceName name;
        private final Consumer<Mesh> joined;

        Service(MeshNode node, ServiceName name, Consumer<Mesh> joined) {
            this.node = node;
            this.name = name;
            this.joined = joined;
        }

        @Override
        public Future<?> start() {
            joined.accept(node.join(name));
            return Future.succeededFuture();
        }
    }

    /// What arrives of a message that this version does not know.
    private static final class Damaged implements MessageCodec<String, Unreadable> {
        static final String NAME = "damaged";

        @Override
        public void encodeToWire(Buffer buffer, String message) {
            throw new UnsupportedOperationException("there is no wire here");
        }

        @Override
        public Unreadable decodeFromWire(int pos, Buffer buffer) {
            throw new UnsupportedOperationException("there is no wire here");
        }

        @Override
        public Unreadable transform(String message) {
            return new Unreadable(message);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}
