package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.gateway.access.AccessConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in with the header `Authorization`, before the database is there.
class BearerTest {
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
                "/api/v1/bots",
                "/api/v1/events",
                "/api/v1/audit",
                "/api/v1/session",
                "/metrics",
                "//api/v1/bots",
                "/docs/../api/v1/bots",
                "/%61pi/v1/bots",
                "/api/v1/bots/",
                "/api/v1/nothing"
            })
    void answers401WithoutAToken(String path) throws IOException {
        assertThat(raw("GET " + path, ""))
                .startsWith("HTTP/1.1 401")
                .contains("www-authenticate: Bearer\r\n")
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/", "/docs", "/openapi.yaml"})
    void letsEverybodyIntoWhatHoldsNothing(String path) throws IOException {
        assertThat(raw("GET " + path, "")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer  ",
                "Basic YWRtaW46YWRtaW4=",
                TestGateway.ADMIN_TOKEN,
                "Bearer " + TestGateway.ADMIN_TOKEN + " more",
                "Bearer " + TestGateway.ADMIN_TOKEN + ",",
                "Bearer " + TestGateway.ADMIN_TOKEN + "x",
                "Bearer tm_",
                "Bearer \u0000",
                "Bearer tm_' OR 1=1 --",
                "Bearer ../../etc/passwd"
            })
    void answers401ForWhatIsNoToken(String authorization) throws IOException {
        assertThat(raw("GET /api/v1/bots", "Authorization: " + authorization + "\r\n"))
                .matches("(?s)HTTP/1.1 40[01].*")
                .doesNotContain("bot-01");
    }

    @Test
    void answers401ForAHugeToken() throws IOException {
        String huge = "Authorization: Bearer tm_" + "a".repeat(7_000) + "\r\n";

        assertThat(raw("GET /api/v1/bots", huge)).startsWith("HTTP/1.1 401");
    }

    @Test
    void answers401ForTwoTokens() throws IOException {
        assertThat(
                        raw(
                                "GET /api/v1/bots",
                                TestGateway.AUTHORIZATION + "Authorization: Bearer other\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
    void letsTheConfiguredTokenIn(String scheme) throws IOException {
        assertThat(
                        raw(
                                "GET /api/v1/bots",
                                "Authorization: " + scheme + TestGateway.ADMIN_TOKEN + "\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void answers503ForATokenThatItCannotLookUp() {
        HttpResponse<String> answer =
                gateway.send("GET", "/api/v1/bots", "authorization", "Bearer tm_" + "a".repeat(43));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
        assertThat(new JsonObject(answer.body()).getString("detail")).contains("database");
        assertThat(gateway.count("tickmesh.gateway.access.unchecked")).isPositive();
    }

    @Test
    void asksNobodyWhereAuthenticationIsOff() throws IOException {
        try (TestGateway open =
                TestGateway.startWith(
                        new AccessConfig(
                                false,
                                Optional.empty(),
                                TestGateway.ACCESS.sessions(),
                                TestGateway.ACCESS.auditRetention()))) {
            assertThat(raw(open, "GET /api/v1/bots", "")).startsWith("HTTP/1.1 200");
        }
    }

    private static String raw(String target, String headers) throws IOException {
        return raw(gateway, target, headers);
    }

    private static String raw(TestGateway asked, String target, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), asked.gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            (target
                                            + " HTTP/1.1\r\nHost: localhost\r\n"
                                            + headers
                                            + "Connection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
