package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {

    private final Vertx vertx = Vertx.vertx();
    private final ExchangeSimulator simulator =
            new ExchangeSimulator(SimulatorConfig.defaults().withTradesPerSecond(50));

    @BeforeEach
    void start() {
        var _ = vertx.deployVerticle(simulator).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private SimulatedClient connect(String path) throws Exception {
        return SimulatedClient.connect(vertx, simulator, path);
    }

    @Test
    void cutsAllConnections() throws Exception {
        SimulatedClient one = connect("/ws/btcusdt@trade");
        SimulatedClient two = connect("/stream");

        simulator.cutConnections().await();

        assertThat(one.isClosed()).isTrue();
        assertThat(two.isClosed()).isTrue();
        Deadline.until(() -> simulator.counters().connectionsOpen() == 0);
        assertThat(simulator.counters().connectionsOpened()).isEqualTo(2);
        assertThat(simulator.counters().subscriptions()).isZero();
        assertThat(connect("/ws/btcusdt@trade").next()).contains("trade");
    }

    @Test
    void fallsSilentAndSpeaksAgain() throws Exception {
        SimulatedClient client = connect("/ws/btcusdt@trade");
        assertThat(client.next()).contains("trade");

        simulator.silence(true).await();
        assertThat(client.request("LIST_SUBSCRIPTIONS", 1).getJsonArray("result")).hasSize(1);
        long sent = simulator.counters().messagesSent();
        long time = serverTime();
        Deadline.until(() -> uncheckedTime() > time + 300);
        assertThat(simulator.counters().messagesSent()).isEqualTo(sent);

        simulator.silence(false).await();
        assertThat(client.next()).contains("trade");
    }

    private long serverTime() throws Exception {
        return new JsonObject(SimulatedClient.get(simulator, "/api/v3/time").body())
                .getLong("serverTime");
    }

    private long uncheckedTime() {
        try {
            return serverTime();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sendsWhateverTextItIsTold() throws Exception {
        SimulatedClient client = connect("/stream");

        simulator.sendToAll("{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":").await();

        assertThat(client.next()).endsWith("\"e\":");
    }

    @Test
    void refusesConnectionsForAWhile() throws Exception {
        SimulatedClient client = connect("/ws/btcusdt@trade");

        simulator.refuseConnections(Duration.ofMillis(300)).await();

        assertThatThrownBy(() -> connect("/ws")).isNotNull();
        assertThat(client.next()).contains("trade");
        Deadline.until(this::connects);
    }

    private boolean connects() {
        try {
            connect("/ws").close();
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    @Test
    void leavesOutClosingCandlesThatRestHas() throws Exception {
        SimulatedClient client = connect("/ws/btcusdt@kline_1s");
        List<Long> opened = new ArrayList<>();
        opened.add(openTime(new JsonObject(client.next())));

        simulator.skipClosingCandles(2).await();

        // Bars go on closing until the fault is switched on, however long that takes.
        client.next(bar -> {
            opened.add(openTime(bar));
            return lastStep(opened) != 1_000;
        });
        assertThat(lastStep(opened)).isEqualTo(3_000);
        JsonArray bars = SimulatedClient.klines(simulator, "BTCUSDT", "1s");
        assertThat(bars.stream().map(b -> ((JsonArray) b).getLong(0)))
                .contains(opened.getLast() - 1_000, opened.getLast() - 2_000);
    }

    private static long openTime(JsonObject bar) {
        return bar.getJsonObject("k").getLong("t");
    }

    private static long lastStep(List<Long> times) {
        return times.getLast() - times.get(times.size() - 2);
    }

    @Test
    void failsTheNextRestRequests() throws Exception {
        simulator.failRest(503, 2).await();

        HttpResponse<String> first = SimulatedClient.get(simulator, "/api/v3/time");
        HttpResponse<String> second = SimulatedClient.get(simulator, "/api/v3/ping");
        HttpResponse<String> third = SimulatedClient.get(simulator, "/api/v3/ping");

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(first.body()).getInteger("code")).isNegative();
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(third.statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatItsPortIsTaken() {
        ExchangeSimulator second =
                new ExchangeSimulator(SimulatorConfig.defaults().withPort(simulator.port()));

        assertThatThrownBy(() -> vertx.deployVerticle(second).await())
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "simulator cannot listen on 127.0.0.1:\\d+: Address already in use[^\\n]*");
    }

    @Test
    void saysWhichSymbolsItDoesNotKnow() {
        ExchangeSimulator other =
                new ExchangeSimulator(
                        SimulatorConfig.defaults()
                                .withSymbols(List.of("BTCUSDT", "NOPE", "ALSONOT")));

        assertThatThrownBy(() -> vertx.deployVerticle(other).await())
                .hasMessage("symbols must be in the catalogue, was [ALSONOT, NOPE]");
    }
}
