package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CommandBots.BotCommand;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final int LARGEST = 256 * 1024;
    private static final String BODY = "{\"bots\": [\"bot-02\"]}";

    private final TestGateway gateway = TestGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp"
            })
    void takesNothingThatAFormCanSend(String type) {
        HttpResponse<String> response =
                gateway.sendText("POST", "/api/v1/bots/stop", BODY, "content-type", type);

        assertProblem(
                response, 415, "The body must be application/json, was " + type.split(";", 2)[0]);
        assertThat(response.headers().firstValue("accept-post")).contains("application/json");
        assertThat(gateway.services.asked).isEmpty();
    }

    @Test
    void takesNoBodyWithoutAType() {
        assertProblem(
                gateway.sendText("POST", "/api/v1/bots/stop", BODY),
                415,
                "The body must be application/json, was nothing");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "cross-site, -, 403",
                "same-site, -, 403",
                "cross-site, http://localhost, 403",
                "-, http://attacker.example, 403",
                "-, null, 403",
                "-, http://localhost:1, 403",
                "-, http://localhost, 200",
                "-, HTTP://LocalHost, 200",
                "-, https://localhost, 200",
                "same-origin, http://behind.a.proxy, 200",
                "none, -, 200",
                "-, -, 200"
            })
    void takesCommandsOfItsOwnPageAndOfProgramsOnly(String site, String origin, int status)
            throws IOException {
        for (String target : List.of("POST /api/v1/bots/bot-02/stop", "DELETE /api/v1/orders/x")) {
            String head = target + " HTTP/1.1\r\nHost: localhost\r\n" + TestGateway.AUTHORIZATION;
            head += site == null ? "" : "Sec-Fetch-Site: " + site + "\r\n";
            head += origin == null ? "" : "Origin: " + origin + "\r\n";

            String answer = exchange(head + "Content-Length: 0\r\nConnection: close\r\n\r\n");

            int expected = status == 200 && target.startsWith("DELETE") ? 404 : status;
            assertThat(answer).startsWith("HTTP/1.1 " + expected);
        }
        assertThat(gateway.services.asked).hasSize(status == 200 ? 2 : 0);
    }

    @Test
    void takesBodiesUpToALimit() throws IOException {
        String largest = BODY + " ".repeat(LARGEST - BODY.length());
        String type = "application/json";

        assertThat(
                        gateway.sendText("POST", "/api/v1/bots/stop", largest, "content-type", type)
                                .statusCode())
                .isEqualTo(200);
        assertProblem(
                gateway.sendText("POST", "/api/v1/bots/stop", largest + " ", "content-type", type),
                413,
                "A body has at most 262144 bytes.");
        assertThat(exchange(chunked(largest + " "))).startsWith("HTTP/1.1 413");
        assertThat(exchange(chunked(BODY))).startsWith("HTTP/1.1 200");
        assertThat(gateway.services.asked).hasSize(2);
    }

    @Test
    void namesWrongFieldsAndParameters() {
        JsonObject body = new JsonObject().put("bots", "bot-02").put("boats", 1);

        JsonObject problem = new JsonObject(gateway.send("POST", "/api/v1/bots/stop", body).body());

        assertThat(problem.getInteger("status")).isEqualTo(400);
        assertThat(problem.getString("type")).isEqualTo("urn:tickmesh:problem:invalid-body");
        assertThat(problem.getJsonArray("errors").stream())
                .extracting(error -> ((JsonObject) error).getString("field"))
                .containsExactlyInAnyOrder("bots", "boats");
        assertThat(gateway.send("POST", "/api/v1/bots/bot-02/stop?force=1").body())
                .contains("force")
                .contains("is no known parameter");
        assertThat(gateway.services.asked).isEmpty();
    }

    @Test
    void passesEachCommandOnAlsoWhenTheSameOneIsUnderWay() {
        gateway.services.hold();
        List<Thread> clients = new ArrayList<>();
        for (String command : List.of("start", "stop", "start")) {
            int before = gateway.services.asked.size();
            clients.add(
                    Thread.startVirtualThread(
                            () -> gateway.send("POST", "/api/v1/bots/bot-02/" + command)));
            TestGateway.until(
                    command + " has arrived", () -> gateway.services.asked.size() > before);
        }

        assertThat(gateway.services.asked)
                .extracting(request -> ((CommandBots) request).command())
                .containsExactly(BotCommand.START, BotCommand.STOP, BotCommand.START);
        gateway.services.release();
        clients.forEach(CommandsTest::join);
    }

    @Test
    void refusesCommandsWhileTooManyAreUnderWayAndForgetsThoseWhoseClientsHaveGone()
            throws IOException {
        List<Socket> unfinished = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Socket socket = connect();
            write(socket, head("Content-Length: 100") + "{");
            unfinished.add(socket);
        }
        TestGateway.until("no more are taken", () -> command().statusCode() == 503);

        assertThat(command().headers().firstValue("retry-after")).contains("1");
        assertThat(gateway.count("tickmesh.gateway.commands.refused")).isPositive();

        for (Socket socket : unfinished) {
            socket.close();
        }
        TestGateway.until("they are taken again", () -> command().statusCode() == 200);
    }

    @Test
    void saysThatItIsUnknownWhetherALateCommandWasDone() {
        try (TestGateway slow = TestGateway.startWithCommandTimeout(Duration.ofMillis(50))) {
            slow.services.hold();

            assertProblem(
                    slow.send("POST", "/api/v1/bots/bot-02/stop"),
                    504,
                    "bot-engine did not answer CommandBots within 50 ms. It is unknown whether it was done; it can be sent again without harm.");
        }
    }

    private HttpResponse<String> command() {
        return gateway.sendText(
                "POST", "/api/v1/bots/stop", BODY, "content-type", "application/json");
    }

    private static String head(String length) {
        return "POST /api/v1/bots/stop HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + TestGateway.AUTHORIZATION
                + "Content-Type: application/json\r\n"
                + length
                + "\r\n\r\n";
    }

    private static String chunked(String body) {
        return head("Transfer-Encoding: chunked")
                + Integer.toHexString(body.length())
                + "\r\n"
                + body
                + "\r\n0\r\n\r\n";
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.gateway.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            write(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status, String detail) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type"))
                .contains("application/problem+json");
        assertThat(new JsonObject(response.body()).getString("detail")).isEqualTo(detail);
    }
}
