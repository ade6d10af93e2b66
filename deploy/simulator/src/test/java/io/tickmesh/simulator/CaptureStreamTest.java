package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.simulator.source.Captures;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureStreamTest {

    private static final Path CAPTURES =
            Path.of(System.getProperty("tickmesh.root", "."), "../shared/data/ws-capture");
    private static final String THREE =
            "/stream?streams=btcusdt@trade/btcusdt@bookTicker/btcusdt@depth@100ms";

    @TempDir private Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch finished = new CountDownLatch(1);

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private ExchangeSimulator deploy(Path captures, double speed) {
        ExchangeSimulator simulator =
                new ExchangeSimulator(
                        SimulatorConfig.defaults()
                                .withReplay(SimulatorConfig.Replay.of(captures, speed)));
        simulator.onFinished(finished::countDown);
        var _ = vertx.deployVerticle(simulator).await();
        return simulator;
    }

    @Test
    void sendsCapturedMessagesAsTheyAreAndMakesTheOthers() throws Exception {
        Captures.write(directory, Captures.LINES);
        ExchangeSimulator simulator = deploy(directory, 0);
        assertThat(simulator.symbols()).containsExactly("BTCUSDT");

        SimulatedClient client =
                SimulatedClient.connect(vertx, simulator, THREE + "/btcusdt@kline_1s");
        assertThat(finished.await(20, TimeUnit.SECONDS)).isTrue();
        List<String> captured = new ArrayList<>();
        List<String> bars = new ArrayList<>();
        while (captured.size() < 10 || bars.size() < 2) {
            String message = client.next();
            (message.contains("@kline_1s") ? bars : captured).add(message);
        }

        assertThat(captured)
                .containsExactlyElementsOf(
                        Captures.LINES.stream()
                                .filter(line -> line.contains("\"stream\""))
                                .map(line -> line.substring(line.indexOf(' ') + 1))
                                .toList());
        assertThat(bars.getFirst()).contains("\"n\":2").contains("\"f\":101");
        JsonArray klines = SimulatedClient.klines(simulator, "BTCUSDT", "1s");
        assertThat(klines).hasSize(2);
    }

    @Test
    void keepsItsOwnPace() throws Exception {
        Captures.write(directory, Captures.LINES);
        ExchangeSimulator simulator = deploy(directory, 2);
        SimulatedClient client = SimulatedClient.connect(vertx, simulator, THREE);
        var _ = client.next();
        long begin = System.nanoTime();
        assertThat(finished.await(20, TimeUnit.SECONDS)).isTrue();

        // 1.9 seconds of data at double speed, up to the end of the last second.
        assertThat(System.nanoTime() - begin).isBetween(800_000_000L, 3_000_000_000L);
    }

    @Test
    void replaysARealCaptureToTheLastByteAndLetsALocalBookSynchronise() throws Exception {
        assumeTrue(Files.isDirectory(CAPTURES), "no captures at " + CAPTURES);
        List<String> lines = new ArrayList<>();
        Path file = CAPTURES.resolve("binance-spot-btcusdt-20240808.txt.gz");
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            in.lines()
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .filter(line -> line.startsWith("{\"stream\""))
                    .forEach(lines::add);
        }
        ExchangeSimulator simulator = deploy(CAPTURES, 120);
        SimulatedClient client = SimulatedClient.connect(vertx, simulator, THREE);

        LocalBook book = new LocalBook();
        for (String line : lines) {
            String message = client.next();
            assertThat(message).isEqualTo(line);
            if (message.contains("\"depthUpdate\"")) {
                book.update(simulator, new JsonObject(message).getJsonObject("data"));
            }
        }

        assertThat(finished.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(book.synchronised).isGreaterThan(5);
        JsonObject last = snapshot(simulator);
        assertThat(last.getLong("lastUpdateId")).isEqualTo(50_093_421_584L);
        assertThat(book.top(20)).isEqualTo(top(last, 20));
    }

    private static JsonObject snapshot(ExchangeSimulator simulator) throws Exception {
        return new JsonObject(
                SimulatedClient.get(simulator, "/api/v3/depth?symbol=BTCUSDT&limit=5000").body());
    }

    private static List<String> top(JsonObject snapshot, int levels) {
        List<String> top = new ArrayList<>();
        for (String side : List.of("bids", "asks")) {
            for (int i = 0; i < levels; i++) {
                top.add(snapshot.getJsonArray(side).getJsonArray(i).encode());
            }
        }
        return top;
    }

    /// A client that keeps a book by the documented procedure, and begins anew now and then.
    private static final class LocalBook {
        private static final int BEGIN_ANEW = 500;

        private final List<JsonObject> buffered = new ArrayList<>();
        private final TreeMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
        private final TreeMap<BigDecimal, String> asks = new TreeMap<>();
        private long last = -1;
        private int updates;
        private int synchronised;

        void update(ExchangeSimulator simulator, JsonObject update) throws Exception {
            if (updates++ % BEGIN_ANEW == 0) {
                last = -1;
                buffered.clear();
            }
            buffered.add(update);
            if (last < 0) {
                begin(snapshot(simulator));
            }
            while (last >= 0 && !buffered.isEmpty()) {
                apply(buffered.removeFirst());
            }
        }

        private void begin(JsonObject snapshot) {
            if (snapshot.getLong("lastUpdateId") < buffered.getFirst().getLong("U")) {
                return;
            }
            bids.clear();
            asks.clear();
            set(bids, snapshot.getJsonArray("bids"));
            set(asks, snapshot.getJsonArray("asks"));
            last = snapshot.getLong("lastUpdateId");
            synchronised++;
        }

        private void apply(JsonObject update) {
            if (update.getLong("u") <= last) {
                return;
            }
            assertThat(update.getLong("U")).isLessThanOrEqualTo(last + 1);
            set(bids, update.getJsonArray("b"));
            set(asks, update.getJsonArray("a"));
            last = update.getLong("u");
            assertThat(bids.firstKey()).isLessThan(asks.firstKey());
        }

        private static void set(Map<BigDecimal, String> side, JsonArray levels) {
            for (Object each : levels) {
                JsonArray level = (JsonArray) each;
                BigDecimal price = new BigDecimal(level.getString(0));
                if (new BigDecimal(level.getString(1)).signum() == 0) {
                    side.remove(price);
                } else {
                    side.put(price, level.encode());
                }
            }
        }

        List<String> top(int levels) {
            List<String> top = new ArrayList<>(bids.values().stream().limit(levels).toList());
            top.addAll(asks.values().stream().limit(levels).toList());
            return top;
        }
    }
}
