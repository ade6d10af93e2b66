package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.logging.LogCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no client library would send.
class HostTest {
    @SuppressWarnings("NullAway.Init")
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/orders?bot=%zz HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/bots/% HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/bots/%zz HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/bots HTTP/1.1\r\nHost: localhost\r\nHost: attacker.example"
            })
    void answers400ToWhatCannotBeRead(String head) throws IOException {
        assertThat(raw(head)).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @Test
    void takesABodyWhoseChunksAreNoneForNoBugOfItsOwn() throws IOException {
        try (LogCapture log = new LogCapture()) {
            assertThat(
                            raw(
                                    String.join(
                                            "\r\n",
                                            "POST /api/v1/bots HTTP/1.1",
                                            "Host: localhost",
                                            "Content-Type: application/json",
                                            "Transfer-Encoding: chunked"),
                                    "zz\r\n{}\r\n0\r\n\r\n"))
                    .isEmpty();
            assertThat(log.messages(Api.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8080",
                "127.0.0.1",
                "127.0.0.1:1",
                "[::1]",
                "[::1]:8080"
            })
    void answersToTheNamesOfThisMachine(String host) throws IOException {
        assertThat(raw("GET /api/v1/bots HTTP/1.1\r\nHost: " + host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "attacker.example:8080",
                "localhost.attacker.example",
                "192.0.2.1",
                ""
            })
    void refusesOtherNamesThatWereMadeToPointHere(String host) throws IOException {
        for (String path : List.of("/", "/api/v1/bots", "/api/v1/events", "/metrics", "/nothing")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: " + host))
                    .startsWith("HTTP/1.1 421")
                    .contains("application/problem+json")
                    .contains("answers to localhost");
        }
    }

    /// Returns all that is answered to a request with this head.
    private static String raw(String head) throws IOException {
        return raw(head, "");
    }

    private static String raw(String head, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            (head
                                            + "\r\n"
                                            + TestGateway.AUTHORIZATION
                                            + "Connection: close\r\n\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
