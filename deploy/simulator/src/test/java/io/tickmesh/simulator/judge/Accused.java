package io.tickmesh.simulator.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.simulator.ExchangeSimulator;
import io.tickmesh.simulator.SimulatorConfig;
import io.tickmesh.simulator.stream.StreamLimits;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A simulated exchange with a lively market, and what it says itself over plain HTTP. For tests on threads that may block.
final class Accused implements AutoCloseable {

    private static final double TRADES_PER_SECOND = 20;

    /// Clients are pinged every 2 s and have 6 s to answer.
    private static final double LIMITS_FASTER = 10;

    static final Duration PONG_WITHIN = Duration.ofSeconds(6);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_NANOS = 5_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final StoppableClock clock = new StoppableClock();
    private final ExchangeSimulator simulator;

    Accused() {
        simulator =
                new ExchangeSimulator(
                        SimulatorConfig.defaults().withTradesPerSecond(TRADES_PER_SECOND),
                        clock,
                        StreamLimits.ofExchange().faster(LIMITS_FASTER));
        var _ = vertx.deployVerticle(simulator).await();
    }

    ExchangeSimulator simulator() {
        return simulator;
    }

    /// Lets the market trade until there is something to ask for, then stands still.
    void stopAfterTrades(int trades) {
        until(
                "there are " + trades + " trades",
                () ->
                        list("trades?symbol=BTCUSDT&limit=1000").size() >= trades
                                && list("trades?symbol=ETHUSDT&limit=1000").size() >= trades);
        stop();
    }

    /// Stops the market where it is.
    void stop() {
        clock.stop();
        String[] before = {""};
        until(
                "the market stands still",
                () -> {
                    String now = body("depth?symbol=BTCUSDT") + body("ticker/24hr");
                    boolean still = now.equals(before[0]);
                    before[0] = now;
                    return still;
                });
    }

    /// Returns the answer to a call below `/api/v3/`.
    String body(String call) {
        try {
            URI uri = URI.create(simulator.restUrl() + "/api/v3/" + call);
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(call + ": " + response.body()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    JsonObject object(String call) {
        return new JsonObject(body(call));
    }

    JsonArray list(String call) {
        return new JsonArray(body(call));
    }

    /// Waits for what others make true.
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void close() {
        try {
            vertx.close().await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the exchange did not stop", e);
        }
    }
}
