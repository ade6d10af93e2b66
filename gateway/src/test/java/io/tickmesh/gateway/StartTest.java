package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.gateway.access.AccessConfig;
import io.tickmesh.gateway.access.Secret;
import io.tickmesh.gateway.stream.MemoryConfig;
import io.tickmesh.gateway.stream.StreamConfig;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.config.ConfigException;
import io.tickmesh.mesh.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTest {
    @Test
    void saysWhichPortIsInUse() {
        try (TestGateway first = TestGateway.startAlone()) {
            int port = first.gateway.port();
            GatewayVerticle second =
                    new GatewayVerticle(
                            first.node,
                            on("127.0.0.1", port),
                            first.meters,
                            TestGateway.NO_DATABASE);

            assertThatThrownBy(() ->
                            first.vertx
                                    .deployVerticle(second)
                                    .toCompletionStage()
                                    .toCompletableFuture()
                                    .get(10, TimeUnit.SECONDS))
                    .hasRootCauseMessage("port %d on 127.0.0.1 is in use", port);
        }
    }

    @Test
    void saysWhyItCannotListenElsewhere() {
        try (TestGateway first = TestGateway.startAlone()) {
            GatewayVerticle elsewhere =
                    new GatewayVerticle(
                            first.node, on("192.0.2.1", 0), first.meters, TestGateway.NO_DATABASE);

            assertThatThrownBy(() ->
                            first.vertx
                                    .deployVerticle(elsewhere)
                                    .toCompletionStage()
                                    .toCompletableFuture()
                                    .get(10, TimeUnit.SECONDS))
                    .rootCause()
                    .hasMessageStartingWith("cannot listen on port 0 on 192.0.2.1: ");
        }
    }

    @Test
    void doesNotWaitForIdleConnectionsWhenItStops() {
        try (TestGateway gateway = TestGateway.start()) {
            // The client keeps this connection.
            gateway.get("/api/v1/bots");
            long start = System.nanoTime();
            gateway.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(4));
            TestGateway.until(
                    "the mesh knows", () -> !gateway.node.presence().isReady(ServiceName.GATEWAY));
        }
    }

    @Test
    void hasDefaultsForEverything() {
        GatewayConfig config = read("{}");

        assertThat(config)
                .isEqualTo(
                        new GatewayConfig(
                                "127.0.0.1",
                                8080,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(12),
                                Duration.ofSeconds(10),
                                new StreamConfig(
                                        Duration.ofSeconds(10),
                                        2_000,
                                        100,
                                        Duration.ofSeconds(10),
                                        MemoryConfig.DEFAULT),
                                new AccessConfig(
                                        true,
                                        Optional.empty(),
                                        new AccessConfig.Sessions(
                                                Duration.ofHours(12), Duration.ofDays(7)),
                                        Duration.ofDays(365)),
                                new ServerConfig(
                                        Optional.empty(),
                                        ServerConfig.Limits.usual(3_000),
                                        List.of())));
    }

    @Test
    void readsEveryKey() {
        GatewayConfig config =
                read(
                        """
                        gateway:
                          host: 0.0.0.0
                          port: 0
                          request-timeout: 500ms
                          prices-timeout: 20s
                          command-timeout: 8s
                          authentication: required
                          admin-token: a-known-token-of-more-than-32-characters
                          sessions: {idle: 1h, longest: 2h}
                          audit: {retention: 30d}
                          cors-origins: [https://desk.example.org]
                          limits:
                            connections: 9
                            connections-per-address: 8
                            requests-per-second: 7
                            headers: 60
                            header-bytes: 5000
                            request-line-bytes: 4000
                            request-time: 3s
                            idle-time: 2s
                          sse:
                            heartbeat: 1s
                            max-clients: 5
                            max-clients-of-one: 6
                            client-stall: 7s
                            memory:
                              events: 8
                              bytes: 9000
                              longest-commit: 10s
                              recall-timeout: 11s
                              recall-events: 12
                        """);

        assertThat(config)
                .isEqualTo(
                        new GatewayConfig(
                                "0.0.0.0",
                                0,
                                Duration.ofMillis(500),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(8),
                                new StreamConfig(
                                        Duration.ofSeconds(1),
                                        5,
                                        6,
                                        Duration.ofSeconds(7),
                                        new MemoryConfig(
                                                8,
                                                9_000,
                                                Duration.ofSeconds(10),
                                                Duration.ofSeconds(11),
                                                12)),
                                new AccessConfig(
                                        true,
                                        Optional.of(
                                                new Secret(
                                                        "a-known-token-of-more-than-32-characters")),
                                        new AccessConfig.Sessions(
                                                Duration.ofHours(1), Duration.ofHours(2)),
                                        Duration.ofDays(30)),
                                new ServerConfig(
                                        Optional.empty(),
                                        new ServerConfig.Limits(
                                                9,
                                                8,
                                                7,
                                                60,
                                                5_000,
                                                4_000,
                                                Duration.ofSeconds(3),
                                                Duration.ofSeconds(2)),
                                        List.of("https://desk.example.org"))));
    }

    @Test
    void reportsAllViolationsAtOnce() {
        assertThatThrownBy(() ->
                        read(
                                """
                                gateway:
                                  port: 70000
                                  sse:
                                    heartbeat: 0s
                                    max-clients: 0
                                """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gateway.port")
                .hasMessageContaining("gateway.sse.heartbeat")
                .hasMessageContaining("gateway.sse.max-clients");
    }

    @Test
    void refusesToBeOpenToTheNetworkWithoutAuthentication() {
        assertThatThrownBy(() ->
                        read(
                                """
                                gateway:
                                  host: 0.0.0.0
                                  port: 70000
                                  authentication: off
                                  admin-token: short-secret
                                """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gateway.port")
                .hasMessageContaining("gateway.authentication must be required")
                .hasMessageContaining("gateway.admin-token must have 32 to 256 characters")
                .hasMessageNotContaining("short-secret");
        assertThat(read("{gateway: {authentication: off}}").access().required()).isFalse();
    }

    @Test
    void readsTheTokenFromAFileAndNeverShowsIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("token");
        Files.writeString(file, "0123456789abcdef0123456789abcdef\n");

        GatewayConfig config = read("{gateway: {admin-token-file: %s}}".formatted(file));

        assertThat(config.access().adminToken())
                .contains(new Secret("0123456789abcdef0123456789abcdef"));
        assertThat(config.toString()).doesNotContain("0123456789abcdef");
        assertThatThrownBy(() -> read("{gateway: {admin-token-file: /nowhere/token}}"))
                .hasMessageContaining("gateway.admin-token-file must be a file that can be read");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.8.0.1, true",
        "::1, true",
        "localhost, true",
        "0.0.0.0, false",
        "192.168.1.7, false",
        "example.org, false"
    })
    void knowsWhatIsOpenToTheNetwork(String host, boolean loopback) {
        assertThat(on(host, 8080).isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, false", "localhost, false", "0.0.0.0, true", "example.org, true"})
    void answersToAnyNameWhenOpenToTheNetwork(String host, boolean any) {
        assertThat(new HostCheck(on(host, 8080)).accepts("tickmesh.example")).isEqualTo(any);
    }

    private static GatewayConfig on(String host, int port) {
        return new GatewayConfig(
                host,
                port,
                Duration.ofSeconds(2),
                Duration.ofSeconds(12),
                Duration.ofSeconds(10),
                TestGateway.SSE,
                TestGateway.ACCESS,
                TestGateway.SERVER);
    }

    private static GatewayConfig read(String yaml) {
        ConfigReader reader = ConfigReader.of(yaml, Map.of(), Map.of());
        GatewayConfig config = GatewayConfig.read(reader.section("gateway"));
        reader.verify();
        return config;
    }
}
