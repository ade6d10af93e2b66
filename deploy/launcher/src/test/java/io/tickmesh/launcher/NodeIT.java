package io.tickmesh.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.config.ConfigReader;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes of this JVM that run little.
final class NodeIT {
    @TempDir Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theExchangeAloneTellsWhereItIsAndHasHealth() throws Exception {
        int port = freePort();
        Node node = start("simulator", port);
        try {
            URI rest = URI.create(node.simulator().orElseThrow().restUrl() + "/api/v3/ping");
            assertThat(get(rest).statusCode()).isEqualTo(200);
            assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(port, "/health/ready").body())
                    .isEqualTo("{\"status\":\"UP\",\"missing\":[]}");
            assertThat(new Welcome(node, Duration.ofSeconds(1)).text(new Invitation("")))
                    .contains("Tickmesh runs: simulator on node alpha, started in")
                    .contains("  rest-url http://127.0.0.1:")
                    .contains("  ws-url   ws://127.0.0.1:")
                    .contains("http://127.0.0.1:%d/health/ready".formatted(port))
                    .doesNotContain("page");
        } finally {
            await(node.stop());
        }
    }

    @Test
    void aNodeWithoutTheGatewayIsReadyWhenItsServicesAreAndTellsItsMeters() throws Exception {
        int port = freePort();
        Node node = start("market-stream, simulator", port);
        try {
            assertThat(until(() -> get(port, "/health/ready").statusCode() == 200)).isTrue();
            assertThat(get(port, "/metrics").body()).contains("jvm_memory_used_bytes");
            assertThat(get(port, "/api/v1/bots").statusCode()).isEqualTo(404);

            node.mesh().drain();

            assertThat(until(() -> get(port, "/health/ready").statusCode() == 503)).isTrue();
            assertThat(get(port, "/health/ready").body())
                    .isEqualTo("{\"status\":\"DRAINING\",\"missing\":[\"market-stream\"]}");
            assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
        } finally {
            await(node.stop());
        }
    }

    @Test
    void aPortOfTheMembershipThatIsTakenIsOneClearLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            String[] arguments = {
                "--config",
                empty().toString(),
                "--services",
                "market-stream",
                "--cluster",
                "--feed",
                "binance",
                "--set",
                "database.url=postgresql://tickmesh@127.0.0.1/tickmesh",
                "--set",
                "cluster.port=" + taken.getLocalPort(),
            };

            int code = Tickmesh.run(arguments, System.out, new PrintStream(said, true, UTF_8));

            assertThat(code).isEqualTo(1);
            assertThat(said.toString(UTF_8))
                    .isEqualToIgnoringNewLines(
                            "tickmesh: cannot join the cluster: cluster.port %d on 127.0.0.1: Address already in use"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void theExchangeListensBeforeItsNodeTellsThatItIsReady() throws Exception {
        try (ServerSocket exchange = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket health = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeConfig bothTaken =
                    config(
                            "simulator",
                            health.getLocalPort(),
                            Map.of("simulator.port", Integer.toString(exchange.getLocalPort())));

            assertThatThrownBy(() -> await(Node.start(bothTaken, () -> {})))
                    .hasMessageContaining(":" + exchange.getLocalPort());
        }
    }

    @Test
    void aStartThatTakesTooLongSaysWhatDidNotComeUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            NodeConfig config =
                    config(
                            "risk-service",
                            0,
                            Map.of(
                                    "database.connect-timeout",
                                    "1s",
                                    "database.url",
                                    "postgresql://tickmesh@127.0.0.1:%d/tickmesh"
                                            .formatted(silent.getLocalPort())));

            assertThatThrownBy(() -> await(Node.start(config, () -> {}, Duration.ofMillis(500))))
                    .cause()
                    .hasMessage("the start took too long: the database did not come up in time");
        }
    }

    private Path empty() throws IOException {
        return Files.createFile(directory.resolve("tickmesh.yaml"));
    }

    private static Node start(String services, int port) throws Exception {
        return await(Node.start(config(services, port, Map.of()), () -> {}));
    }

    private static NodeConfig config(String services, int port, Map<String, String> others) {
        Map<String, String> values = new HashMap<>();
        values.put("node.name", "alpha");
        values.put("node.services", services);
        values.put("node.port", Integer.toString(port));
        values.put("simulator.port", "0");
        values.put("feed.symbols", "BTCUSDT");
        values.putAll(others);
        ConfigReader reader = ConfigReader.of("", Map.of(), values);
        NodeConfig config = NodeConfig.read(reader);
        reader.verify();
        return config;
    }

    private HttpResponse<String> get(int port, String path) {
        return get(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> get(URI address) {
        try {
            return client.send(
                    HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(address.toString(), e);
        }
    }

    private static boolean until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return true;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
