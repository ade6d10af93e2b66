package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.acceptance.system.AdminToken;
import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.bot.strategy.StrategyType;
import io.tickmesh.launcher.Node;
import io.tickmesh.launcher.NodeConfig;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.storage.TestDatabases;
import io.tickmesh.simulator.ExchangeSimulator;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The whole system in this JVM, as `deploy/run` starts it, seen only through its HTTP interface.
final class Platform implements AutoCloseable {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final Path ROOT = Path.of(System.getProperty("tickmesh.root", "../.."));

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch replayFinished = new CountDownLatch(1);
    private final Node node;

    private Platform(Map<String, String> overrides, String yaml, StrategyCatalog strategies)
            throws Exception {
        Map<String, String> settings =
                new LinkedHashMap<>(
                        Map.of(
                                "gateway.port",
                                "0",
                                "simulator.port",
                                "0",
                                "gateway.admin-token",
                                AdminToken.VALUE,
                                "gateway.limits.requests-per-second",
                                "1000000"));
        settings.putAll(TestDatabases.freshSettings());
        settings.putAll(overrides);
        ConfigReader reader = ConfigReader.of(yaml, Map.of(), settings);
        NodeConfig config = NodeConfig.read(reader, strategies);
        reader.verify();
        node = await(Node.start(config, replayFinished::countDown));
        // A node has started before its bots know what they own.
        assertThat(until(Duration.ofSeconds(30), () -> answers("/api/v1/bots"))).isTrue();
    }

    private boolean answers(String path) {
        try {
            var _ = get(path);
            return true;
        } catch (Exception | AssertionError e) {
            return false;
        }
    }

    /// Starts the default configuration, changed by `overrides`, on free ports.
    static Platform start(Map<String, String> overrides) throws Exception {
        return new Platform(overrides, defaults(), StrategyCatalog.standard());
    }

    /// Starts it with the first bot of the default fleet and no other.
    static Platform startWithOneBot(Map<String, String> overrides) throws Exception {
        String fleet =
                """
                  fleet:
                    - {strategy: ema-cross, interval: 1s, account: main, symbols: [BTCUSDT], order-quote: 500}
                """;
        String yaml = defaults();
        return new Platform(
                overrides,
                yaml.substring(0, yaml.indexOf("  fleet:\n")) + fleet,
                StrategyCatalog.standard());
    }

    /// Starts it with the sections `feed` and `bots` replaced by these, and with one more strategy.
    static Platform startWith(StrategyType strategy, String feed, String bots) throws Exception {
        return new Platform(Map.of(), feed + bots, StrategyCatalog.standard().with(strategy));
    }

    /// Starts that configuration, changed by `overrides`, on free ports.
    static Platform startYaml(String yaml, Map<String, String> overrides) throws Exception {
        return new Platform(overrides, yaml, StrategyCatalog.standard());
    }

    private static String defaults() throws IOException {
        return Files.readString(ROOT.resolve("deploy/tickmesh.yaml"));
    }

    /// Starts it with one more strategy and a bot on one-second candles that uses it.
    static Platform startWith(StrategyType strategy, String symbol, Map<String, String> overrides)
            throws Exception {
        String bot =
                """
                    - strategy: %s
                      id: %s
                      interval: 1s
                      account: main
                      symbols: [%s]
                      order-quote: 500
                """
                        .formatted(strategy.name(), strategy.name(), symbol);
        return new Platform(overrides, defaults() + bot, StrategyCatalog.standard().with(strategy));
    }

    /// Returns the directory of the repository.
    static Path root() {
        return ROOT;
    }

    /// Returns the directory of recorded market data; it may be absent.
    static Path data() {
        return ROOT.resolve("../shared/data").normalize();
    }

    ExchangeSimulator simulator() {
        return node.simulator().orElseThrow();
    }

    String address() {
        return "http://127.0.0.1:" + node.port();
    }

    /// Returns the body of a GET that must succeed.
    JsonNode get(String path) throws Exception {
        return get(URI.create(address() + path));
    }

    JsonNode get(URI uri) throws Exception {
        return JSON.readTree(text(uri));
    }

    /// Returns what it tells Prometheus.
    String metrics() throws Exception {
        return text(URI.create(address() + "/metrics"));
    }

    private String text(URI uri) throws Exception {
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(uri)
                                .header("Authorization", AdminToken.BEARER)
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(
                    uri + " answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /// Tells the local exchange to do something, which it must accept.
    void simulatorControl(String method, String path, String body) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + simulator().port() + path);
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(
                    body + " answered " + response.statusCode() + " " + response.body());
        }
    }

    /// Returns the items of a list that has one page.
    List<JsonNode> items(String path) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        get(path).get("items").forEach(items::add);
        return items;
    }

    /// Returns all items of a list, page by page.
    List<JsonNode> all(String path) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = get(path + "?limit=1000" + cursor);
            page.get("items").forEach(items::add);
            if (page.path("next").isNull() || page.path("next").isMissingNode()) {
                return items;
            }
            cursor = "&cursor=" + page.get("next").asText();
        }
    }

    /// Starts to read the event stream.
    EventLog events(String query) {
        return new EventLog(client, URI.create(address() + "/api/v1/events" + query));
    }

    boolean awaitReplay(Duration timeout) throws InterruptedException {
        return replayFinished.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Looks again and again until the condition holds. Returns whether it did in time.
    static boolean until(Duration timeout, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return true;
    }

    @Override
    public void close() {
        try {
            await(node.stop());
        } catch (Exception e) {
            throw new AssertionError("the platform did not stop", e);
        }
        client.close();
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
