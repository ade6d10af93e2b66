package io.tickmesh.acceptance.browser;

import io.tickmesh.acceptance.system.AdminToken;
import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import io.tickmesh.launcher.Node;
import io.tickmesh.launcher.NodeConfig;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The system that all browser tests of a JVM use, with the configuration that ships: simulator, 25 symbols, 45 bots.
final class LiveSystem {
    private static final Path ROOT = Path.of(System.getProperty("tickmesh.root", "../.."));
    private static final Duration START = Duration.ofSeconds(60);
    private static final long STEP_SECONDS = 60;

    private final Map<String, String> settings = new LinkedHashMap<>();
    private Node node;

    LiveSystem() throws Exception {
        settings.putAll(
                Map.of(
                        "gateway.port",
                        "0",
                        "gateway.admin-token",
                        AdminToken.VALUE,
                        "simulator.port",
                        "0",
                        "bots.start-stagger",
                        "20ms",
                        "bots.equity-period",
                        "1s",
                        "risk.accounts.practice.max-consecutive-losses",
                        "2"));
        settings.putAll(TestDatabases.freshSettings());
        node = begin();
        settings.put("gateway.port", Integer.toString(node.port()));
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "stop-live-system"));
    }

    /// Returns its HTTP interface, used as an admin.
    Rest rest() {
        return new Rest(URI.create("http://127.0.0.1:" + node.port()));
    }

    Node node() {
        return node;
    }

    /// Ends everything and waits until nobody listens any more.
    void stop() throws Exception {
        await(node.stop());
    }

    /// Starts everything again, at the same address and with what was stored.
    void start() throws Exception {
        node = begin();
    }

    private Node begin() throws Exception {
        ConfigReader reader = ConfigReader.of(configuration(), Map.of(), settings);
        NodeConfig config = NodeConfig.read(reader);
        reader.verify();
        Node started = await(Node.start(config, () -> {}));
        Rest rest = new Rest(URI.create("http://127.0.0.1:" + started.port()));
        Waiting.until("running bots", START, () -> runs(rest), () -> bots(rest));
        return started;
    }

    /// The one that ships, and an account for what tests do, beside those of the fleet.
    private static String configuration() throws IOException {
        String last = "    btc: {currency: BTC, initial-cash: 2}\n";
        return Files.readString(ROOT.resolve("deploy/tickmesh.yaml"))
                .replace(
                        last,
                        last
                                + "    %s: {currency: USDT, initial-cash: 50000}\n"
                                        .formatted(PracticeBots.ACCOUNT));
    }

    private static boolean runs(Rest rest) {
        try {
            return rest.items("/api/v1/bots").stream()
                    .allMatch(bot -> !bot.path("status").asText().equals("STARTING"));
        } catch (IOException _) {
            return false;
        }
    }

    private static String bots(Rest rest) {
        try {
            return rest.get("/api/v1/bots").toPrettyString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void end() {
        try {
            stop();
        } catch (Exception e) {
            throw new IllegalStateException("the system did not stop", e);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(STEP_SECONDS, TimeUnit.SECONDS);
    }
}
