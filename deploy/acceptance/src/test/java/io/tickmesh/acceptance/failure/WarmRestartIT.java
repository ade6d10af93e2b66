package io.tickmesh.acceptance.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.system.ChildNode;
import io.tickmesh.acceptance.system.EventStream;
import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import io.tickmesh.simulator.ExchangeSimulator;
import io.tickmesh.simulator.SimulatorConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes with the same bots on the same exchange: one runs on, the other is killed and started again.
final class WarmRestartIT {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int SIGNALS = 25;

    @TempDir Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final ExchangeSimulator exchange =
            new ExchangeSimulator(SimulatorConfig.defaults().withTradesPerSecond(10));

    @BeforeEach
    void begin() throws Exception {
        var _ =
                vertx.deployVerticle(exchange)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void end() throws Exception {
        var _ = vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aRestartedNodeSignalsWhatOneSignalsThatNeverStopped() throws Exception {
        SignalLog steadySignals = new SignalLog();
        SignalLog restartedSignals = new SignalLog();
        try (ChildNode steady = node("steady", 1)) {
            try (ChildNode first = node("restarted", 1)) {
                Rest rest = steady.awaitReady(START);
                awaitRunning(rest, steady);
                awaitRunning(first.awaitReady(START), first);
                first.kill();
                try (EventStream _ =
                        EventStream.open(rest, SignalLog.TYPES, steadySignals::event)) {
                    compare(steadySignals, restartedSignals);
                }
            }
        }
    }

    private void compare(SignalLog steady, SignalLog restarted) throws Exception {
        try (ChildNode second = node("restarted", 2)) {
            Rest rest = second.awaitReady(START);
            awaitRunning(rest, second);
            try (EventStream _ = EventStream.open(rest, SignalLog.TYPES, restarted::event)) {
                // The candle of this second may have been closed before the last bot had its
                // history.
                Instant from = Instant.now().plusSeconds(1);
                Waiting.until(
                        SIGNALS + " signals",
                        LONGEST,
                        () -> steady.since(from).size() >= SIGNALS,
                        () -> "only " + steady.since(from));
                Instant to = Instant.now().minusSeconds(1);
                assertThat(
                                Waiting.holds(
                                        Duration.ofSeconds(10),
                                        () -> steady.sees(to) && restarted.sees(to)))
                        .isTrue();

                assertThat(restarted.between(from, to))
                        .usingRecursiveComparison()
                        // Averages that began at different candles differ in digits that nobody
                        // sees.
                        .withComparatorForType(WarmRestartIT::nearly, Double.class)
                        .isEqualTo(steady.between(from, to));
                System.out.println(steady.between(from, to).size() + " signals are the same");
            }
        }
    }

    private static int nearly(double a, double b) {
        return Math.abs(a - b) <= 1e-6 * (1 + Math.abs(a)) ? 0 : Double.compare(a, b);
    }

    private ChildNode node(String name, int run) throws IOException {
        Path configuration = directory.resolve("warm.yaml");
        try (var warm = WarmRestartIT.class.getResourceAsStream("warm.yaml")) {
            if (warm != null && Files.notExists(configuration)) {
                Files.copy(warm, configuration);
            }
        }
        return ChildNode.start(
                configuration,
                directory.resolve(name + "-" + run + ".log"),
                List.of(
                        "data.dir=" + directory.resolve(name),
                        "feed.binance.rest-url=" + exchange.restUrl(),
                        "feed.binance.ws-url=" + exchange.webSocketUrl()));
    }

    private static void awaitRunning(Rest rest, ChildNode node) {
        Waiting.until(
                "running bots",
                START,
                () -> {
                    try {
                        List<JsonNode> bots = rest.items("/api/v1/bots");
                        return !bots.isEmpty()
                                && bots.stream()
                                        .allMatch(bot ->
                                                bot.path("status").asText().equals("RUNNING"));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                node::said);
    }
}
