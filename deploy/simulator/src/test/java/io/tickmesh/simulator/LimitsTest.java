package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.simulator.stream.StreamLimits;
import io.vertx.core.Vertx;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final String LIST = "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}";

    /// A day takes 1.4 seconds, a minute one millisecond: only the day can be seen.
    private static final double DAY_TAKES_A_SECOND = 60_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private ExchangeSimulator deploy(StreamLimits limits) {
        ExchangeSimulator simulator =
                new ExchangeSimulator(
                        SimulatorConfig.defaults()
                                .withTradesPerSecond(5)
                                .withSymbols(List.of("BTCUSDT")),
                        InstantSource.system(),
                        limits);
        var _ = vertx.deployVerticle(simulator).await();
        return simulator;
    }

    /// The exchange's limits, except that pings come every 100 ms and must be answered within 300.
    private static StreamLimits pingingFast() {
        StreamLimits limits = StreamLimits.ofExchange();
        return new StreamLimits(
                Duration.ofMillis(100),
                Duration.ofMillis(300),
                limits.connectionLife(),
                limits.shutdownNotice(),
                1_000,
                limits.messagesPer(),
                limits.streams(),
                limits.attempts(),
                limits.attemptsPer(),
                limits.offences(),
                limits.ban());
    }

    /// The exchange's limits, except that a connection lives for a second and is warned after a half.
    private static StreamLimits livingShortly() {
        StreamLimits limits = StreamLimits.ofExchange();
        return new StreamLimits(
                limits.pingEvery(),
                limits.pongWithin(),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                limits.messages(),
                limits.messagesPer(),
                limits.streams(),
                limits.attempts(),
                limits.attemptsPer(),
                limits.offences(),
                limits.ban());
    }

    private static void assertRefused(RawClient client, String reason) throws IOException {
        RawClient.Frame end = client.next(RawClient.CLOSE);
        assertThat(end.code()).isEqualTo(1_008);
        assertThat(end.text()).isEqualTo(reason);
        assertEnds(client);
    }

    private static void assertEnds(RawClient client) {
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                var _ = client.next();
                            }
                        })
                .isInstanceOf(EOFException.class);
    }

    @Test
    void cutsAClientThatAnswersNoPing() throws Exception {
        ExchangeSimulator simulator = deploy(pingingFast());
        try (RawClient client = RawClient.connect(simulator, "/ws")) {
            assertThat(client.next().opcode()).isEqualTo(RawClient.PING);

            assertRefused(client, "Pong timeout");
        }
    }

    @Test
    void keepsAClientThatAnswersLateButWithinTheTime() throws Exception {
        ExchangeSimulator simulator = deploy(pingingFast());
        try (RawClient client = RawClient.connect(simulator, "/ws")) {
            for (int i = 0; i < 10; i++) {
                String first = client.next(RawClient.PING).text();
                String second = client.next(RawClient.PING).text();
                assertThat(second).isNotEqualTo(first);
                // The pong to the later ping answers the one before, too.
                client.send(RawClient.PONG, second);
            }
            assertThat(client.ask(LIST)).isEqualTo("{\"result\":[],\"id\":1}");
        }
    }

    @Test
    void takesPongsThatNobodyAskedForButThoseAnswerNoPing() throws Exception {
        ExchangeSimulator simulator = deploy(pingingFast());
        try (RawClient client = RawClient.connect(simulator, "/ws")) {
            client.send(RawClient.PONG, "");
            assertThat(client.ask(LIST)).isEqualTo("{\"result\":[],\"id\":1}");

            RawClient.Frame frame = client.next();
            while (frame.opcode() == RawClient.PING) {
                client.send(RawClient.PONG, "");
                frame = client.next();
            }

            assertThat(frame.code()).isEqualTo(1_008);
        }
    }

    @Test
    void answersThePingsOfAClient() throws Exception {
        ExchangeSimulator simulator = deploy(StreamLimits.ofExchange());
        try (RawClient client = RawClient.connect(simulator, "/ws")) {
            client.send(RawClient.PING, "hello");

            assertThat(client.next()).isEqualTo(new RawClient.Frame(RawClient.PONG, 0, "hello"));
        }
    }

    @Test
    void cutsAConnectionAfterADayAndSaysSoBefore() throws Exception {
        ExchangeSimulator simulator = deploy(livingShortly());
        try (RawClient raw = RawClient.connect(simulator, "/ws");
                RawClient combined = RawClient.connect(simulator, "/stream")) {
            assertThat(raw.text()).matches("\\{\"e\":\"serverShutdown\",\"E\":\\d{13}}");
            assertThat(combined.text())
                    .matches(
                            "\\{\"stream\":\"!serverShutdown\",\"data\":"
                                    + "\\{\"e\":\"serverShutdown\",\"E\":\\d{13}}}");

            assertThat(raw.next().code()).isEqualTo(1_001);
            assertThat(combined.next().code()).isEqualTo(1_001);
            assertEnds(raw);
        }
    }

    @Test
    void letsTheTimesOfAllLimitsPassFaster() throws Exception {
        ExchangeSimulator simulator =
                new ExchangeSimulator(
                        SimulatorConfig.defaults()
                                .withSymbols(List.of("BTCUSDT"))
                                .withTimeScale(DAY_TAKES_A_SECOND));
        var _ = vertx.deployVerticle(simulator).await();
        long before = System.nanoTime();
        SimulatedClient client = SimulatedClient.connect(vertx, simulator, "/ws");

        assertThat(client.isClosed()).isTrue();
        assertThat(System.nanoTime() - before).isLessThan(8_000_000_000L);
    }

    @Test
    void cutsAClientThatSendsTooManyMessages() throws Exception {
        ExchangeSimulator simulator = deploy(StreamLimits.ofExchange());
        try (RawClient client = RawClient.connect(simulator, "/ws")) {
            client.send(RawClient.PING, "");
            client.send(RawClient.PONG, "");
            for (int i = 0; i < 3; i++) {
                client.send(RawClient.TEXT, LIST);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(client.text()).isEqualTo("{\"result\":[],\"id\":1}");
            }

            client.send(RawClient.TEXT, LIST);

            assertRefused(client, "Too many requests");
        }
    }

    @Test
    void bansAnAddressWhoseConnectionsSendTooMuchAgainAndAgain() throws Exception {
        StreamLimits limits = StreamLimits.ofExchange();
        ExchangeSimulator simulator =
                deploy(
                        new StreamLimits(
                                limits.pingEvery(),
                                limits.pongWithin(),
                                limits.connectionLife(),
                                limits.shutdownNotice(),
                                limits.messages(),
                                limits.messagesPer(),
                                limits.streams(),
                                limits.attempts(),
                                limits.attemptsPer(),
                                limits.offences(),
                                Duration.ofMillis(400)));

        for (int i = 0; i < limits.offences(); i++) {
            offend(simulator);
        }

        try (RawClient refused = RawClient.connect(simulator, "/ws")) {
            assertThat(refused.status()).isEqualTo(418);
        }
        Deadline.until(() -> status(simulator) == 101);
    }

    private static void offend(ExchangeSimulator simulator) throws IOException {
        try (RawClient client = RawClient.connect(simulator, "/ws")) {
            assertThat(client.status()).isEqualTo(101);
            for (int i = 0; i < 6; i++) {
                client.send(RawClient.TEXT, LIST);
            }
            assertThat(client.next(RawClient.CLOSE).code()).isEqualTo(1_008);
        }
    }

    private static int status(ExchangeSimulator simulator) {
        try (RawClient client = RawClient.connect(simulator, "/ws")) {
            return client.status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesMoreAttemptsToConnectThanAllowed() throws Exception {
        ExchangeSimulator simulator = deploy(StreamLimits.ofExchange());
        List<Integer> statuses = new ArrayList<>();

        for (int i = 0; i < 302; i++) {
            statuses.add(status(simulator));
        }

        assertThat(statuses.subList(0, 300)).containsOnly(101);
        assertThat(statuses.subList(300, 302)).containsOnly(429);
    }

    @Test
    void acceptsTheAddressesThatClientsUse() throws Exception {
        ExchangeSimulator simulator = deploy(StreamLimits.ofExchange());

        for (String path :
                List.of(
                        "/ws",
                        "/ws/",
                        "/ws/0",
                        "/stream",
                        "/stream/",
                        "/stream/0",
                        "/stream?streams=btcusdt@trade",
                        "/testnet.binance/stream.binance.sim/ws",
                        "/ws/btcusdt@kline_1d@+08:00")) {
            try (RawClient client = RawClient.connect(simulator, path)) {
                assertThat(client.status()).as(path).isEqualTo(101);
            }
        }
        try (RawClient client = RawClient.connect(simulator, "/nowhere")) {
            assertThat(client.status()).isEqualTo(404);
        }
    }
}
