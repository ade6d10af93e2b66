package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayStreamTest {

    private static final Path SAMPLES = Path.of("src/test/resources/recordings");
    private static final String MANY =
            "/stream?streams=btcusdt@trade/btcusdt@bookTicker/btcusdt@kline_1s/btcusdt@kline_1m/"
                    + "btcusdt@kline_5m/brdbtc@trade/brdbtc@kline_1m/brdbtc@kline_1h/"
                    + "adausdt@bookTicker/adausdt@kline_1s/adausdt@kline_1m/adausdt@kline_3m/btcusdt@aggTrade/"
                    + "btcusdt@depth/adausdt@depth@100ms/adausdt@depth5/btcusdt@miniTicker/brdbtc@ticker/"
                    + "adausdt@ticker_1h/btcusdt@avgPrice/btcusdt@kline_1d@+08:00/!miniTicker@arr";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private ExchangeSimulator deploy(double speed, String from, String to) {
        SimulatorConfig.Replay replay =
                new SimulatorConfig.Replay(
                        SAMPLES,
                        Optional.of(Instant.parse(from)),
                        Optional.of(Instant.parse(to)),
                        speed);
        ExchangeSimulator simulator =
                new ExchangeSimulator(SimulatorConfig.defaults().withReplay(replay));
        var _ = vertx.deployVerticle(simulator).await();
        return simulator;
    }

    private static CountDownLatch finished(ExchangeSimulator simulator) {
        CountDownLatch finished = new CountDownLatch(1);
        simulator.onFinished(finished::countDown);
        return finished;
    }

    private List<String> everything(ExchangeSimulator simulator) throws Exception {
        CountDownLatch finished = finished(simulator);
        SimulatedClient client = SimulatedClient.connect(vertx, simulator, MANY);
        assertThat(finished.await(30, TimeUnit.SECONDS)).isTrue();
        List<String> messages = new ArrayList<>();
        while (messages.size() < simulator.counters().messagesSent()) {
            messages.add(client.next());
        }
        return messages;
    }

    @Test
    void sendsTheSameBytesEveryTime() throws Exception {
        List<String> first = everything(deploy(0, "2021-04-24T05:00:00Z", "2021-04-24T09:00:00Z"));
        List<String> second = everything(deploy(0, "2021-04-24T05:00:00Z", "2021-04-24T09:00:00Z"));

        assertThat(first).hasSizeGreaterThan(20_000).isEqualTo(second);
    }

    @Test
    void speaksAtRegularTimesOfTheData() throws Exception {
        List<JsonObject> messages =
                everything(deploy(0, "2021-04-24T05:00:00Z", "2021-04-24T06:00:00Z")).stream()
                        .map(JsonObject::new)
                        .toList();

        List<Long> fast = times(messages, "adausdt@depth@100ms");
        assertThat(fast).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(fast).allMatch(at -> at % 100 == 0).anyMatch(at -> at % 1_000 != 0);
        for (String stream :
                List.of(
                        "btcusdt@depth",
                        "btcusdt@miniTicker",
                        "brdbtc@ticker",
                        "btcusdt@avgPrice")) {
            assertThat(times(messages, stream))
                    .as(stream)
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .allMatch(at -> at % 1_000 == 0);
        }
        assertThat(times(messages, "btcusdt@kline_1d@+08:00")).allMatch(at -> at % 2_000 == 0);
    }

    private static List<Long> times(List<JsonObject> messages, String stream) {
        return messages.stream()
                .filter(m -> m.getString("stream").equals(stream))
                .map(m -> m.getJsonObject("data").getLong("E"))
                .toList();
    }

    @Test
    void sendsTheSameAtAnySpeed() throws Exception {
        List<String> paced =
                everything(deploy(1_800, "2021-04-24T06:00:00Z", "2021-04-24T07:00:00Z"));
        List<String> unpaced =
                everything(deploy(0, "2021-04-24T06:00:00Z", "2021-04-24T07:00:00Z"));

        assertThat(paced).isEqualTo(unpaced);
    }

    @Test
    void closesEveryBarOnTheStreamAsRestHasItLater() throws Exception {
        // given
        ExchangeSimulator simulator = deploy(0, "2021-04-24T05:00:00Z", "2021-04-24T09:00:00Z");

        // when
        List<JsonObject> closed =
                everything(simulator).stream()
                        .map(JsonObject::new)
                        .filter(m -> m.getString("stream").contains("@kline_"))
                        .map(m -> m.getJsonObject("data").getJsonObject("k"))
                        .filter(k -> k.getBoolean("x"))
                        .toList();

        // then
        for (String interval : List.of("1s", "1m", "5m")) {
            List<String> streamed =
                    closed.stream()
                            .filter(k -> k.getString("s").equals("BTCUSDT"))
                            .filter(k -> k.getString("i").equals(interval))
                            .map(Bars::ofStream)
                            .toList();
            List<String> rest =
                    SimulatedClient.klines(simulator, "BTCUSDT", interval).stream()
                            .map(bar -> Bars.ofRest((JsonArray) bar))
                            .toList();
            int common = Math.min(streamed.size(), rest.size());
            assertThat(common).isGreaterThan(40);
            assertThat(streamed).doesNotHaveDuplicates();
            assertThat(streamed.subList(streamed.size() - common, streamed.size()))
                    .isEqualTo(rest.subList(rest.size() - common, rest.size()));
        }
    }

    @Test
    void waitsForASlowReader() throws Exception {
        // given a reader that stops reading
        ExchangeSimulator simulator = deploy(0, "2021-04-24T00:00:00Z", "2021-04-24T10:00:00Z");
        CountDownLatch finished = finished(simulator);
        List<String> streams = new ArrayList<>();
        for (String symbol : List.of("btcusdt", "brdbtc", "adausdt")) {
            for (String interval : List.of("kline_1s", "kline_1m", "trade", "bookTicker")) {
                streams.add(symbol + "@" + interval);
            }
        }
        SimulatedClient client =
                SimulatedClient.connect(
                        vertx, simulator, "/stream?streams=" + String.join("/", streams));
        client.pause();

        // when the sockets are full
        Deadline.until(() -> simulator.counters().messagesSent() > 1_000);
        long stuck = standstill(simulator);
        assertThat(finished.getCount()).isEqualTo(1);
        client.resume();

        // then nothing is lost
        assertThat(finished.await(30, TimeUnit.SECONDS)).isTrue();
        long sent = simulator.counters().messagesSent();
        assertThat(sent).isGreaterThan(stuck);
        long seconds = 0;
        for (long i = 0; i < sent; i++) {
            seconds += client.next().contains("btcusdt@kline_1s") ? 1 : 0;
        }
        // Ten hours less the twelve minutes of the recording's outage.
        assertThat(seconds).isEqualTo(36_000 - 720);
        assertThat(simulator.counters().slowReadersCut()).isZero();
    }

    /// Returns the number of messages at which the simulator stands still.
    private static long standstill(ExchangeSimulator simulator) {
        long[] seen = {-1, System.nanoTime()};
        Deadline.until(() -> {
            long sent = simulator.counters().messagesSent();
            if (sent != seen[0]) {
                seen[0] = sent;
                seen[1] = System.nanoTime();
            }
            return System.nanoTime() - seen[1] > 500_000_000L;
        });
        return seen[0];
    }

    @Test
    void standsStillUntilSomebodySubscribes() throws Exception {
        ExchangeSimulator simulator = deploy(600, "2021-04-24T05:00:00Z", "2021-04-24T09:00:00Z");
        long from = Instant.parse("2021-04-24T05:00:00Z").toEpochMilli();
        SimulatedClient client = SimulatedClient.connect(vertx, simulator, "/stream");

        assertThat(time(simulator)).isEqualTo(from);
        long before = System.nanoTime();
        assertThat(client.request("SUBSCRIBE", 1, "btcusdt@kline_1m").getValue("result")).isNull();
        JsonObject first = new JsonObject(client.next()).getJsonObject("data");

        assertThat(System.nanoTime() - before).isGreaterThan(1_000_000_000L);
        assertThat(first.getJsonObject("k").getLong("t")).isEqualTo(from);
        assertThat(first.getLong("E")).isEqualTo(from + 60_000);
        client.close();
        Deadline.until(() -> simulator.counters().connectionsOpen() == 0);
        long stopped = time(simulator);
        assertThat(stopped).isGreaterThanOrEqualTo(from + 60_000);
        assertThat(time(simulator)).isEqualTo(stopped);
    }

    private static long time(ExchangeSimulator simulator) throws Exception {
        return new JsonObject(SimulatedClient.get(simulator, "/api/v3/time").body())
                .getLong("serverTime");
    }

    @Test
    void reportsTheTickOfTheData() throws Exception {
        ExchangeSimulator simulator = deploy(0, "2021-04-24T05:00:00Z", "2021-04-24T09:00:00Z");

        JsonObject info =
                new JsonObject(
                        SimulatedClient.get(simulator, "/api/v3/exchangeInfo?symbol=ADAUSDT")
                                .body());

        assertThat(info.encode()).contains("\"tickSize\":\"0.00001000\"");
        assertThat(info.getLong("serverTime"))
                .isEqualTo(Instant.parse("2021-04-24T05:00:00Z").toEpochMilli());
    }
}
