package io.tickmesh.notify;

import static io.tickmesh.notify.Fixtures.filled;
import static io.tickmesh.notify.Fixtures.fired;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.request.ListNotifications;
import io.tickmesh.mesh.request.NotificationView;
import io.tickmesh.mesh.request.NotificationView.DeliveryStatus;
import io.tickmesh.mesh.request.Notifications;
import io.tickmesh.mesh.storage.CutLink;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The notifier on a database that outlives it, each life in a Vert.x of its own.
class NotifierRestartTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeBotApi api = new FakeBotApi(vertx);
    private final DatabaseConfig database = TestDatabases.fresh();

    @BeforeEach
    void listen() throws Exception {
        await(api.listen());
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void sendsAfterARestartWhatWaitedAndOnlyOnce() throws Exception {
        api.silence();
        Event breaker = fired();
        try (Life life = new Life(database)) {
            life.publish(breaker);
            assertThat(api.received().poll(10, TimeUnit.SECONDS)).isNotNull();
            NotificationView waiting = life.await(it -> delivered(it, "log"));
            assertThat(status(waiting, "telegram")).isEqualTo(DeliveryStatus.WAITING);
        }
        try (Life life = new Life(database)) {
            NotificationView told = life.await(it -> delivered(it, "telegram"));
            assertThat(told.id()).isEqualTo(breaker.id());
            assertThat(told.kind()).isEqualTo("breaker-fired");
            assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(told.text()).contains("Breaker drawdown:main fired");
            api.received().clear();
        }
        try (Life life = new Life(database)) {
            life.await(it -> delivered(it, "telegram"));
            // The same event once more, then another: only the other one is told.
            life.publish(breaker);
            life.publish(filled("43000.1"));
            assertThat(api.received().poll(10, TimeUnit.SECONDS))
                    .satisfies(received ->
                            assertThat(received.message().getString("text")).contains("Bought"));
            assertThat(api.received()).isEmpty();
        }
    }

    @Test
    void tellsAndWritesLaterWhileTheDatabaseIsAway() throws Exception {
        try (CutLink link = new CutLink(database)) {
            try (Life life = new Life(link.config())) {
                assertThat(life.list(null, null, 10).items()).isEmpty();
                link.cut();
                life.publish(fired());
                assertThat(api.received().poll(10, TimeUnit.SECONDS)).isNotNull();
                link.mend();
                life.await(it -> delivered(it, "telegram") && delivered(it, "log"));
                assertThat(api.received()).isEmpty();
            }
        }
    }

    @Test
    void listsWhatPeopleWereToldPageByPage() throws Exception {
        try (Life life = new Life(database)) {
            life.publish(filled("1"));
            life.publish(fired());
            life.publish(filled("2"));
            life.await(it -> it.text().contains("at 2,") && delivered(it, "telegram"));

            Notifications newest = life.list(null, null, 2);
            assertThat(newest.items()).hasSize(2);
            assertThat(newest.items().getFirst().bot()).isEqualTo("ema-btc");
            assertThat(newest.items().getFirst().symbol()).isEqualTo("BTCUSDT");
            Notifications older = life.list(null, newest.next(), 2);
            assertThat(older.items())
                    .singleElement()
                    .satisfies(it -> assertThat(it.text()).contains("at 1,"));
            assertThat(older.next()).isNull();
            assertThat(life.list(Severity.WARNING, null, 10).items())
                    .extracting(NotificationView::severity)
                    .containsExactly(Severity.CRITICAL);
        }
    }

    private static boolean delivered(NotificationView view, String channel) {
        return status(view, channel) == DeliveryStatus.DELIVERED;
    }

    private static @Nullable DeliveryStatus status(NotificationView view, String channel) {
        return view.deliveries().stream()
                .filter(delivery -> delivery.channel().equals(channel))
                .map(NotificationView.Delivery::status)
                .findFirst()
                .orElse(null);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private final class Life implements AutoCloseable {
        private final Vertx own = Vertx.vertx();
        private final MeshNode node =
                new MeshNode(
                        "node", Instant.now(), () -> new LiveTime(own), new SimpleMeterRegistry());
        private final String notifier;
        private Mesh mesh;

        @SuppressWarnings("NullAway.Init") // set by the peer, which starts first
        Life(DatabaseConfig where) throws Exception {
            NotifierRestartTest.await(own.deployVerticle(node));
            NotifierRestartTest.await(own.deployVerticle(new Peer()));
            notifier =
                    NotifierRestartTest.await(
                            own.deployVerticle(
                                    new NotifierVerticle(
                                            node, config(), Future.succeededFuture(where))));
        }

        void publish(Event event) {
            mesh.publish(event);
        }

        /// Returns the newest notification, as soon as it is as it should be.
        NotificationView await(Predicate<NotificationView> condition) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (true) {
                Notifications all = list(null, null, 10);
                if (!all.items().isEmpty() && condition.test(all.items().getFirst())) {
                    return all.items().getFirst();
                }
                assertThat(System.nanoTime()).as("waiting, newest %s", all).isLessThan(deadline);
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }

        /// Nobody answers before the database is open, or while it is away.
        Notifications list(@Nullable Severity least, @Nullable String cursor, int limit) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (true) {
                try {
                    return NotifierRestartTest.await(
                            mesh.ask(
                                    new ListNotifications(least, cursor, limit),
                                    Duration.ofSeconds(5)));
                } catch (Exception e) {
                    assertThat(System.nanoTime()).as("no answer: %s", e).isLessThan(deadline);
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                }
            }
        }

        @Override
        public void close() {
            try {
                NotifierRestartTest.await(own.undeploy(notifier));
                NotifierRestartTest.await(own.close());
            } catch (Exception e) {
                throw new AssertionError("the notifier did not stop", e);
            }
        }

        private NotifierConfig config() {
            Map<AlertKind, Severity> severities = new EnumMap<>(AlertKind.class);
            for (AlertKind kind : AlertKind.values()) {
                severities.put(kind, kind.usual());
            }
            return new NotifierConfig(
                    severities,
                    Optional.of(Severity.WARNING),
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

        private final class Peer extends VerticleBase {
            @Override
            public Future<?> start() {
                mesh = node.join(ServiceName.BOT_ENGINE);
                return Future.succeededFuture();
            }
        }
    }
}
