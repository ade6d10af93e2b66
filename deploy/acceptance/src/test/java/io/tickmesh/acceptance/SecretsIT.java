package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.system.AdminToken;
import io.tickmesh.acceptance.system.ChildNode;
import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole start in which every secret is used, and everything that can be read of it afterwards.
final class SecretsIT {
    private static final String TELEGRAM = "123456789:the-token-of-a-telegram-bot";
    private static final String WRONG = "tm_" + "w".repeat(43);

    @TempDir Path directory;

    @Test
    void showsNoSecretInLogsMetricsErrorsOrTheAuditLog() throws Exception {
        Path log = directory.resolve("log");
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("admin token", AdminToken.VALUE);
        secrets.put("Telegram token", TELEGRAM);
        secrets.put("wrong token", WRONG);
        StringBuilder said = new StringBuilder();
        try (ChildNode node =
                        ChildNode.start(
                                Platform.root().resolve("deploy/tickmesh.yaml"),
                                log,
                                List.of(
                                        "data.dir=" + directory.resolve("data"),
                                        "notifier.telegram.url=http://127.0.0.1:9",
                                        "notifier.telegram.chat-id=1",
                                        "notifier.telegram.token=" + TELEGRAM),
                                List.of(
                                        "-Dlogback.configurationFile="
                                                + Platform.root()
                                                        .resolve(
                                                                "deploy/launcher/src/main/resources/logback.xml"),
                                        "-DLOG_LEVEL=DEBUG"));
                HttpClient client = HttpClient.newHttpClient()) {
            // when
            Rest rest = node.awaitReady(Duration.ofMinutes(1));
            secrets.put(
                    "database password",
                    Files.readString(directory.resolve("data/postgres/password")).strip());
            JsonNode made =
                    rest.order(
                            "POST", "/api/v1/tokens", "{\"name\":\"script\",\"role\":\"viewer\"}");
            secrets.put("made token", made.get("token").asText());
            secrets.put("session", session(client, rest, made.get("token").asText()));
            said.append(rest.send("POST", "/api/v1/session", "{\"token\":\"" + WRONG + "\"}"));
            said.append(rest.send("POST", "/api/v1/session", "{\"tokn\":\"" + WRONG + "\"}"));
            said.append(rest.send("POST", "/api/v1/session/code", "{\"code\":\"" + WRONG + "\"}"));
            Waiting.until(
                    "the last sign-in in the audit log",
                    Duration.ofSeconds(10),
                    () -> isWritten(rest),
                    node::said);
            said.append(rest.send("GET", "/api/v1/tokens", ""));
            said.append(rest.send("GET", "/api/v1/audit", ""));
            said.append(rest.send("GET", "/metrics", ""));
            said.append(rest.send("GET", "/api/v1/cluster", ""));
            said.append(rest.send("GET", "/api/v1/notifications", ""));
        }
        said.append(Files.readString(log));

        // then
        assertThat(said)
                .contains("Create a token", "Sign a browser in with a token")
                .contains("INFO  Audit", "DEBUG");
        secrets.forEach((name, secret) ->
                assertThat(said.indexOf(secret)).as(name + " is shown").isNegative());
    }

    private static boolean isWritten(Rest rest) {
        try {
            return rest.send("GET", "/api/v1/audit", "")
                    .body()
                    .contains("Sign a browser in with the code of a local start");
        } catch (IOException _) {
            return false;
        }
    }

    private static String session(HttpClient client, Rest rest, String token) throws Exception {
        URI uri = rest.address().resolve("/api/v1/session");
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(uri)
                                .header("content-type", "application/json")
                                .timeout(Duration.ofSeconds(10))
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"token\":\"" + token + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }
}
