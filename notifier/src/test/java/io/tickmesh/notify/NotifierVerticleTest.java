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
import io.tickmesh.mesh.logging.LogCapture;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.tickmesh.mesh.time.LiveTime;
import io.tickmesh.notify.FakeBotApi.Received;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The verticle between a real bus and a Bot API on a real socket.
class NotifierVerticleTest {
    private static final String BREAKER = "Breaker drawdown:main fired";

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseConfig database = TestDatabases.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MeshNode node =
            new MeshNode("node", Instant.now(), () -> new LiveTime(vertx), meters);
    private final FakeBotApi api = new FakeBotApi(vertx);
    private final Publisher publisher = new Publisher(node);
    private final LogCapture log = new LogCapture();

    @BeforeEach
    void start() throws Exception {
        await(api.listen());
        await(vertx.deployVerticle(node));
        await(vertx.deployVerticle(publisher));
    }

    @AfterEach
    void stopAndLookForTheTokenInTheLog() throws Exception {
        await(vertx.close());
        log.close();
        assertThat(log.lines())
                .isNotEmpty()
                .noneMatch(line -> line.contains(FakeBotApi.TOKEN.substring(10)));
    }

    @Test
    void sendsFillsAndBreakers() throws Exception {
        deploy(api.url(), Duration.ofSeconds(5));
        publisher.publish(filled("43000.1"));
        publisher.publish(fired());

        Received fill = receive();
        Received breaker = receive();

        assertThat(fill.path()).isEqualTo("/bot" + FakeBotApi.TOKEN + "/sendMessage");
        assertThat(fill.message().getLong("chat_id")).isEqualTo(123456789);
        assertThat(fill.message().getString("text")).contains("Bought 0.05 BTCUSDT at 43000.1");
        assertThat(fill.message().getBoolean("disable_notification")).isTrue();
        assertThat(breaker.message().getString("text")).contains(BREAKER);
        assertThat(breaker.message().getBoolean("disable_notification")).isFalse();
        assertThat(alerts()).singleElement().asString().contains(BREAKER);
        until(() -> outcome("telegram", "delivered") == 2);
    }

    @Test
    void doesNotComeBackBeforeRetryAfter() throws Exception {
        api.tooManyRequests(2);
        deploy(api.url(), Duration.ofSeconds(5));
        publisher.publish(fired());

        Received first = receive();
        Received second = receive();

        assertThat(Duration.ofNanos(second.nanos() - first.nanos()))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(second.message()).isEqualTo(first.message());
        until(() -> outcome("telegram", "delivered") == 1);
        assertThat(api.received()).isEmpty();
    }

    @Test
    void retriesWhenTheServerFailsOrAnswersNonsense() throws Exception {
        api.error(500, "Internal Server Error").answer(502, "<html>bad gateway</html>");
        deploy(api.url(), Duration.ofSeconds(5));
        publisher.publish(fired());

        receive();
        receive();
        assertThat(receive().message().getString("text")).contains(BREAKER);
        until(() -> outcome("telegram", "delivered") == 1);
    }

    @Test
    void doesNotRetryWhatIsForbiddenAndSaysSoWithoutTheToken() throws Exception {
        api.error(403, "Forbidden: bot was blocked by the user, " + FakeBotApi.TOKEN);
        deploy(api.url(), Duration.ofSeconds(5));
        publisher.publish(fired());
        receive();
        until(() -> outcome("telegram", "refused") == 1);
        publisher.publish(filled("1"));

        assertThat(receive().message().getString("text")).contains("Bought");
        assertThat(log.lines())
                .anyMatch(line ->
                        line.contains("HTTP 403 Forbidden: bot was blocked by the user")
                                && line.contains("(hidden)"));
    }

    @Test
    void aHangingChannelDisturbsNobody() throws Exception {
        for (int i = 0; i < 100; i++) {
            api.silence();
        }
        deploy(api.url(), Duration.ofMillis(300));
        publisher.publish(fired());
        receive();

        // A flood while Telegram hangs: the log still gets its alerts, the inbox still takes
        // events.
        for (int i = 0; i < 10_000; i++) {
            publisher.publish(filled("1"));
        }
        publisher.publish(fired());

        until(() -> alerts().size() == 2);
        assertThat(alerts()).allMatch(alert -> alert.contains(BREAKER));
        assertThat(meters.get("tickmesh.alert.queue").tag("channel", "telegram").gauge().value())
                .isLessThanOrEqualTo(100);
        until(() -> outcome("telegram", "dropped") + dropped("notifier.events") >= 9_800);
        // Hung attempts are given up and repeated.
        receive();
        assertThat(outcome("telegram", "delivered")).isZero();
    }

    @Test
    void survivesAnApiThatIsNotThere() throws Exception {
        URI url = api.url();
        await(api.close());
        deploy(url, Duration.ofSeconds(5));
        publisher.publish(fired());

        until(() -> retries() >= 2);
        assertThat(alerts()).hasSize(1);
    }

    private void deploy(URI url, Duration timeout) throws Exception {
        Map<AlertKind, Severity> severities = new EnumMap<>(AlertKind.class);
        for (AlertKind kind : AlertKind.values()) {
            severities.put(kind, kind.usual());
        }
        NotifierConfig config =
                new NotifierConfig(
                        severities,
                        Optional.of(Severity.WARNING),
                        Optional.of(
                                new TelegramConfig(
                                        url,
                                        new Secret(FakeBotApi.TOKEN),
                                        "123456789",
                                        Severity.INFO,
                                        Duration.ofMillis(10),
                                        timeout)),
                        100);
        await(
                vertx.deployVerticle(
                        new NotifierVerticle(node, config, Future.succeededFuture(database))));
    }

    private List<String> alerts() {
        return log.messages(LogChannel.class);
    }

    private Received receive() throws InterruptedException {
        Received received = api.received().poll(10, TimeUnit.SECONDS);
        assertThat(received).isNotNull();
        return received;
    }

    private double outcome(String channel, String outcome) {
        return meters.get("tickmesh.alerts")
                .tag("channel", channel)
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double retries() {
        return meters.get("tickmesh.alert.retries").tag("channel", "telegram").counter().count();
    }

    private double dropped(String inbox) {
        return meters.get("tickmesh.inbox.dropped").tag("inbox", inbox).functionCounter().count();
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static final class Publisher extends VerticleBase {
        private final MeshNode node;
        private Mesh mesh;

        @SuppressWarnings("NullAway.Init") // start is the first thing to run
        Publisher(MeshNode node) {
            this.node = node;
        }

        @Override
        public Future<?> start() {
            mesh = node.join(ServiceName.BOT_ENGINE);
            return Future.succeededFuture();
        }

        void publish(Event event) {
            mesh.publish(event);
        }
    }
}
