package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveStreamTest {

    private static final long START_MILLIS = 1_620_000_000_000L;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    /// A clock that runs faster than the wall's.
    private static InstantSource fast(int factor) {
        long startNanos = System.nanoTime();
        return () ->
                Instant.ofEpochMilli(
                        START_MILLIS + (System.nanoTime() - startNanos) / 1_000_000 * factor);
    }

    @Test
    void closesEveryBarOnceAndAsRestHasItLater() throws Exception {
        // given a market in which a minute takes half a second
        ExchangeSimulator simulator =
                new ExchangeSimulator(SimulatorConfig.defaults().withTradesPerSecond(2), fast(120));
        var _ = vertx.deployVerticle(simulator).await();
        SimulatedClient client =
                SimulatedClient.connect(
                        vertx,
                        simulator,
                        "/stream?streams=ethusdt@kline_1s/ethusdt@kline_1m/ethusdt@kline_3m");
        Map<String, List<String>> streamed = new LinkedHashMap<>();

        // when
        while (streamed.getOrDefault("3m", List.of()).size() < 2) {
            JsonObject k = new JsonObject(client.next()).getJsonObject("data").getJsonObject("k");
            if (k.getBoolean("x")) {
                streamed.computeIfAbsent(k.getString("i"), _ -> new ArrayList<>())
                        .add(Bars.ofStream(k));
            }
        }

        // then
        assertThat(streamed.get("1m")).hasSizeGreaterThan(3);
        for (String interval : streamed.keySet()) {
            List<String> rest =
                    SimulatedClient.klines(simulator, "ETHUSDT", interval).stream()
                            .map(bar -> Bars.ofRest((JsonArray) bar))
                            .toList();
            int at = rest.indexOf(streamed.get(interval).getFirst());
            assertThat(at).isNotNegative();
            assertThat(rest.subList(at, at + streamed.get(interval).size()))
                    .isEqualTo(streamed.get(interval));
        }
    }

    @Test
    void cutsAReaderThatDoesNotRead() throws Exception {
        ExchangeSimulator simulator =
                new ExchangeSimulator(SimulatorConfig.defaults().withTradesPerSecond(1_000));
        var _ = vertx.deployVerticle(simulator).await();
        StringBuilder streams = new StringBuilder("/stream?streams=btcusdt@trade");
        for (String symbol : List.of("ethusdt", "adausdt", "xrpusdt", "bttusdt", "dogeusdt")) {
            streams.append('/')
                    .append(symbol)
                    .append("@trade/")
                    .append(symbol)
                    .append("@bookTicker");
        }
        SimulatedClient sleeper = SimulatedClient.connect(vertx, simulator, streams.toString());
        sleeper.pause();
        SimulatedClient reader = SimulatedClient.connect(vertx, simulator, "/ws/btcusdt@trade");

        Deadline.until(() -> simulator.counters().slowReadersCut() == 1);

        reader.drain();
        assertThat(reader.next()).contains("\"e\":\"trade\"");
        Deadline.until(() -> simulator.counters().connectionsOpen() == 1);
        sleeper.resume();
        assertThat(sleeper.isClosed()).isTrue();
    }
}
