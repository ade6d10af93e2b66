package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.gateway.ServerConfig.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What clients may take, over real sockets.
class LimitsTest {
    private static final String HEAD =
            "GET /api/v1/bots HTTP/1.1\r\nHost: localhost\r\n" + TestGateway.AUTHORIZATION;

    @Test
    void refusesRequestsThatAreTooLongOrHaveTooManyHeaders() throws IOException {
        try (TestGateway gateway = TestGateway.start()) {
            assertThat(
                            answer(
                                    gateway,
                                    HEAD.replace("bots", "bots?x=" + "y".repeat(70_000)) + "\r\n"))
                    .contains(" 414 ");
            assertThat(answer(gateway, HEAD + "X-Long: " + "y".repeat(40_000) + "\r\n\r\n"))
                    .contains(" 431 ");
            assertThat(answer(gateway, HEAD + "X: y\r\n".repeat(100) + "\r\n")).contains(" 431 ");
            assertThat(answer(gateway, HEAD + "X: y\r\n".repeat(90) + "Connection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(gateway.count("tickmesh.gateway.requests.malformed")).isEqualTo(2);
        }
    }

    @Test
    void closesConnectionsThatAreTooMany() throws IOException {
        try (TestGateway gateway = TestGateway.startWith(limits(3, Duration.ofSeconds(10)))) {
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket socket = connect(gateway);
                open.add(socket);
                write(socket, HEAD + "\r\n");
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            try (Socket fourth = connect(gateway)) {
                assertThat(isClosed(fourth)).isTrue();
            }
            assertThat(gateway.count("tickmesh.gateway.connections.refused")).isEqualTo(1);

            open.getFirst().close();

            TestGateway.until(
                    "there is room again",
                    () -> {
                        try {
                            return answer(gateway, HEAD + "Connection: close\r\n\r\n")
                                    .startsWith("HTTP/1.1 200");
                        } catch (IOException _) {
                            return false;
                        }
                    });
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void closesConnectionsThatSendTooSlowlyAndNoOthers() throws IOException {
        try (TestGateway gateway = TestGateway.startWith(limits(100, Duration.ofMillis(400)));
                SseReader stream = gateway.events("");
                Socket silent = connect(gateway);
                Socket head = connect(gateway);
                Socket body = connect(gateway)) {
            write(head, HEAD);
            write(
                    body,
                    "POST /api/v1/bots/stop HTTP/1.1\r\nHost: localhost\r\n"
                            + TestGateway.AUTHORIZATION
                            + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

            assertThat(isClosed(silent)).isTrue();
            assertThat(isClosed(head)).isTrue();
            assertThat(isClosed(body)).isTrue();
            assertThat(gateway.count("tickmesh.gateway.connections.slow")).isEqualTo(3);
            gateway.services.publishPrice("BTCUSDT", 100);
            assertThat(stream.next().event()).isEqualTo("PriceUpdated");
        }
    }

    @Test
    void limitsRequestsOfEachClientApart() {
        try (TestGateway gateway =
                TestGateway.startWith(TestGateway.server(TestGateway.limits(5)))) {
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                answers.add(gateway.get("/api/v1/bots"));
            }
            HttpResponse<String> refused = answers.getLast();

            assertThat(answers.getFirst().statusCode()).isEqualTo(200);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).contains("1");
            assertThat(refused.headers().firstValue("content-type"))
                    .contains("application/problem+json");
            assertThat(gateway.count("tickmesh.gateway.requests.refused")).isPositive();
            // Who shows nothing is another client.
            assertThat(gateway.send("GET", "/health/live", "authorization", "").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void letsNoOtherPageInUnlessItIsListed() {
        ServerConfig listed =
                new ServerConfig(
                        Optional.empty(),
                        TestGateway.limits(1_000),
                        List.of("https://desk.example.org"));
        try (TestGateway closed = TestGateway.start();
                TestGateway open = TestGateway.startWith(listed)) {
            String[] own = {"origin", "https://desk.example.org"};
            String[] other = {"origin", "https://attacker.example"};

            assertThat(allowed(closed.send("GET", "/api/v1/bots", own))).isEmpty();
            assertThat(allowed(open.send("GET", "/api/v1/bots", other))).isEmpty();
            HttpResponse<String> answer = open.send("GET", "/api/v1/bots", own);
            assertThat(allowed(answer)).contains("https://desk.example.org");
            assertThat(answer.headers().firstValue("access-control-allow-credentials")).isEmpty();
            HttpResponse<String> preflight =
                    open.send(
                            "OPTIONS",
                            "/api/v1/bots",
                            "origin",
                            "https://desk.example.org",
                            "access-control-request-method",
                            "POST",
                            "authorization",
                            "");
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("access-control-allow-headers").orElse(""))
                    .contains("authorization");
            assertThat(stop(open, own)).isEqualTo(200);
            assertThat(stop(open, other)).isEqualTo(403);
            assertThat(stop(closed, own)).isEqualTo(403);
        }
    }

    @Test
    void sendsTheHeadersThatKeepPagesApart() {
        try (TestGateway gateway = TestGateway.start()) {
            for (String path : List.of("/api/v1/bots", "/nothing", "/openapi.yaml")) {
                assertThat(gateway.get(path).headers().map())
                        .containsKeys(
                                "content-security-policy",
                                "x-content-type-options",
                                "referrer-policy",
                                "permissions-policy",
                                "cross-origin-opener-policy",
                                "cross-origin-resource-policy")
                        .doesNotContainKey("strict-transport-security");
            }
        }
    }

    private static int stop(TestGateway gateway, String... headers) {
        return gateway.send("POST", "/api/v1/bots/bot-02/stop", headers).statusCode();
    }

    private static Optional<String> allowed(HttpResponse<String> answer) {
        return answer.headers().firstValue("access-control-allow-origin");
    }

    private static ServerConfig limits(int connections, Duration requestTime) {
        return TestGateway.server(
                new Limits(
                        connections,
                        connections,
                        1_000,
                        100,
                        16 * 1024,
                        64 * 1024,
                        requestTime,
                        Duration.ofSeconds(60)));
    }

    private static Socket connect(TestGateway gateway) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.gateway.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(TestGateway gateway, String request) throws IOException {
        try (Socket socket = connect(gateway)) {
            write(socket, request);
            StringBuilder text = new StringBuilder();
            byte[] bytes = new byte[4096];
            try {
                for (int n = socket.getInputStream().read(bytes);
                        n >= 0;
                        n = socket.getInputStream().read(bytes)) {
                    text.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
                    if (text.indexOf("\r\n\r\n") >= 0) {
                        break;
                    }
                }
            } catch (SocketException _) {
                // Reset after the answer: what was sent besides was not read.
            }
            return text.toString();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }
}
