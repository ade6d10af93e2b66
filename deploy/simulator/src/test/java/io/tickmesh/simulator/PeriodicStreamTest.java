package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.simulator.stream.StreamLimits;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeriodicStreamTest {

    /// A quarter to midnight of UTC+8.
    private static final long START_MILLIS = Instant.parse("2021-05-01T15:45:00Z").toEpochMilli();

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private ExchangeSimulator deploy(int clockFactor) {
        long startNanos = System.nanoTime();
        InstantSource clock =
                () ->
                        Instant.ofEpochMilli(
                                START_MILLIS
                                        + (System.nanoTime() - startNanos)
                                                / 1_000_000
                                                * clockFactor);
        ExchangeSimulator simulator =
                new ExchangeSimulator(
                        SimulatorConfig.defaults()
                                .withTradesPerSecond(3)
                                .withSymbols(List.of("BTCUSDT", "ETHUSDT")),
                        clock,
                        StreamLimits.ofExchange());
        var _ = vertx.deployVerticle(simulator).await();
        return simulator;
    }

    @Test
    void sendsChangesOfTheBookThatRebuildItFromASnapshot() throws Exception {
        ExchangeSimulator simulator = deploy(20);
        try (RawClient client = RawClient.connect(simulator, "/ws/btcusdt@depth@100ms")) {
            // given the documented procedure: first changes, then a snapshot
            JsonObject change = new JsonObject(client.text());
            JsonObject snapshot = depth(simulator);
            long last = snapshot.getLong("lastUpdateId");
            NavigableMap<BigDecimal, BigDecimal> bids = new TreeMap<>();
            NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
            apply(bids, snapshot.getJsonArray("bids"));
            apply(asks, snapshot.getJsonArray("asks"));
            while (change.getLong("u") <= last) {
                change = new JsonObject(client.text());
            }
            assertThat(change.getLong("U")).isLessThanOrEqualTo(last + 1);

            // when
            for (int i = 0; i < 300; i++) {
                apply(bids, change.getJsonArray("b"));
                apply(asks, change.getJsonArray("a"));
                assertThat(bids.lastKey()).isLessThan(asks.firstKey());
                last = change.getLong("u");
                change = new JsonObject(client.text());
                assertThat(change.getLong("U")).isEqualTo(last + 1);
            }

            // then, at whichever change the book of REST and the rebuilt one have in common
            for (int i = 0; i < 1_000; i++) {
                JsonObject later = depth(simulator);
                while (last < later.getLong("lastUpdateId")) {
                    apply(bids, change.getJsonArray("b"));
                    apply(asks, change.getJsonArray("a"));
                    last = change.getLong("u");
                    change = new JsonObject(client.text());
                }
                if (last == later.getLong("lastUpdateId")) {
                    assertThat(top(bids.descendingMap()))
                            .isEqualTo(top(later.getJsonArray("bids")));
                    assertThat(top(asks)).isEqualTo(top(later.getJsonArray("asks")));
                    return;
                }
            }
            throw new AssertionError("the books never had a change in common");
        }
    }

    private static JsonObject depth(ExchangeSimulator simulator) throws Exception {
        return new JsonObject(
                SimulatedClient.get(simulator, "/api/v3/depth?symbol=BTCUSDT&limit=1000").body());
    }

    private static List<String> top(NavigableMap<BigDecimal, BigDecimal> side) {
        return side.entrySet().stream()
                .limit(100)
                .map(level -> level.getKey() + " x " + level.getValue())
                .toList();
    }

    private static List<String> top(JsonArray side) {
        return side.stream()
                .limit(100)
                .map(level ->
                        ((JsonArray) level).getString(0) + " x " + ((JsonArray) level).getString(1))
                .toList();
    }

    private static void apply(NavigableMap<BigDecimal, BigDecimal> side, JsonArray levels) {
        for (Object level : levels) {
            BigDecimal price = new BigDecimal(((JsonArray) level).getString(0));
            BigDecimal quantity = new BigDecimal(((JsonArray) level).getString(1));
            if (quantity.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }
    }

    @Test
    void closesTheDayOfAnotherTimeZoneAtItsMidnight() throws Exception {
        ExchangeSimulator simulator = deploy(300);
        try (RawClient client =
                RawClient.connect(
                        simulator,
                        "/stream?streams=btcusdt@kline_1d@+08:00/btcusdt@kline_1d/btcusdt@kline_1h@+08:00")) {
            JsonObject day = closed(client, "btcusdt@kline_1d@+08:00");

            long midnight = Instant.parse("2021-05-01T16:00:00Z").toEpochMilli();
            assertThat(day.getLong("T")).isEqualTo(midnight - 1);
            assertThat(day.getLong("t")).isEqualTo(midnight - 86_400_000);
            assertThat(day.getString("i")).isEqualTo("1d");
            String rest =
                    new JsonArray(
                                    SimulatedClient.get(
                                                    simulator,
                                                    "/api/v3/klines?symbol=BTCUSDT&interval=1d&timeZone=8&endTime="
                                                            + (midnight - 1))
                                            .body())
                            .stream()
                                    .map(bar -> Bars.ofRest((JsonArray) bar))
                                    .reduce((_, later) -> later)
                                    .orElseThrow();
            assertThat(Bars.ofStream(day)).isEqualTo(rest);
        }
    }

    private static JsonObject closed(RawClient client, String stream) throws IOException {
        while (true) {
            JsonObject message = new JsonObject(client.text());
            JsonObject bar = message.getJsonObject("data").getJsonObject("k");
            if (message.getString("stream").equals(stream) && bar.getBoolean("x")) {
                return bar;
            }
        }
    }
}
