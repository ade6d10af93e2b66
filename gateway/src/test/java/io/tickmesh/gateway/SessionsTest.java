package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.gateway.access.AccessConfig;
import io.tickmesh.gateway.access.Secret;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Browsers that sign in, with a real database.
class SessionsTest {
    private static final String STOP = "/api/v1/bots/bot-02/stop";

    @SuppressWarnings("NullAway.Init")
    private static DatabaseConfig database;

    @SuppressWarnings("NullAway.Init")
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        database = TestDatabases.fresh();
        gateway = TestGateway.startOn(database);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void setsACookieThatScriptsAndOtherSitesCannotUse() {
        HttpResponse<String> answer = signIn(gateway, gateway.token("operator"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("set-cookie").orElse(""))
                .matches(
                        "tickmesh_session=[A-Za-z0-9_-]{43}; Max-Age=604800; Expires=[^;]+; Path=/; HTTPOnly; SameSite=Strict");
        JsonObject session = new JsonObject(answer.body());
        assertThat(session.getString("name")).isEqualTo("a operator");
        assertThat(session.getString("role")).isEqualTo("operator");
        assertThat(session.getString("csrf")).hasSize(43);
        assertThat(session.getString("expiresAt")).isNotNull();
    }

    @Test
    void readsWithTheCookieAndChangesWithTheHeaderToo() {
        Visitor visitor = new Visitor(signIn(gateway, gateway.token("operator")));

        assertThat(visitor.send(gateway, "GET", "/api/v1/bots")).isEqualTo(200);
        assertThat(visitor.send(gateway, "POST", STOP)).isEqualTo(403);
        assertThat(visitor.send(gateway, "POST", STOP, "x-csrf-token", "x")).isEqualTo(403);
        assertThat(visitor.send(gateway, "POST", STOP, "x-csrf-token", visitor.csrf))
                .isEqualTo(200);
        assertThat(
                        visitor.send(
                                gateway,
                                "POST",
                                STOP,
                                "x-csrf-token",
                                visitor.csrf,
                                "origin",
                                "http://attacker.example"))
                .isEqualTo(403);
        assertThat(visitor.send(gateway, "POST", "/api/v1/tokens", "x-csrf-token", visitor.csrf))
                .isEqualTo(403);
        JsonObject again =
                new JsonObject(gateway.send("GET", "/api/v1/session", visitor.headers()).body());
        assertThat(again.getString("csrf")).isEqualTo(visitor.csrf);
    }

    @Test
    void survivesARestartAndEndsEverywhereWhenSignedOut() {
        Visitor visitor = new Visitor(signIn(gateway, gateway.token("viewer")));
        try (TestGateway next = TestGateway.startOn(database)) {
            assertThat(visitor.send(next, "GET", "/api/v1/bots")).isEqualTo(200);

            HttpResponse<String> out =
                    gateway.send(
                            "DELETE",
                            "/api/v1/session",
                            visitor.headers("x-csrf-token", visitor.csrf));

            assertThat(out.statusCode()).isEqualTo(204);
            assertThat(out.headers().firstValue("set-cookie").orElse("")).contains("Max-Age=0");
            assertThat(visitor.send(gateway, "GET", "/api/v1/bots")).isEqualTo(401);
            TestGateway.until(
                    "the other one knows", () -> visitor.send(next, "GET", "/api/v1/bots") == 401);
        }
    }

    @Test
    void endsWithItsToken() {
        HttpResponse<String> made =
                gateway.send(
                        "POST",
                        "/api/v1/tokens",
                        new JsonObject().put("name", "laptop").put("role", "viewer"));
        JsonObject token = new JsonObject(made.body());
        Visitor visitor = new Visitor(signIn(gateway, token.getString("token")));
        assertThat(visitor.send(gateway, "GET", "/api/v1/bots")).isEqualTo(200);

        gateway.send("DELETE", "/api/v1/tokens/" + token.getString("id"));

        assertThat(visitor.send(gateway, "GET", "/api/v1/bots")).isEqualTo(401);
    }

    @Test
    void endsWhenTheConfiguredTokenIsAnotherOne() {
        Visitor visitor = new Visitor(signIn(gateway, TestGateway.ADMIN_TOKEN));
        assertThat(visitor.send(gateway, "GET", "/api/v1/audit")).isEqualTo(200);
        AccessConfig other =
                AccessConfig.withToken(new Secret("another-token-of-32-characters-or-more"));
        try (TestGateway changed = TestGateway.startOn(Future.succeededFuture(database), other)) {
            TestGateway.until(
                    "the tables are there",
                    () -> visitor.send(changed, "GET", "/api/v1/bots") != 503);

            assertThat(visitor.send(changed, "GET", "/api/v1/bots")).isEqualTo(401);
        }
    }

    @Test
    void endsWithoutUse() {
        AccessConfig brief =
                new AccessConfig(
                        true,
                        TestGateway.ACCESS.adminToken(),
                        new AccessConfig.Sessions(Duration.ofMillis(300), Duration.ofDays(1)),
                        TestGateway.ACCESS.auditRetention());
        try (TestGateway impatient = TestGateway.startOn(Future.succeededFuture(database), brief)) {
            TestGateway.until(
                    "the tables are there",
                    () -> impatient.get("/api/v1/tokens").statusCode() == 200);
            Visitor visitor = new Visitor(signIn(impatient, TestGateway.ADMIN_TOKEN));
            long begun = System.nanoTime();
            TestGateway.until(
                    "it is idle",
                    () -> System.nanoTime() - begun > Duration.ofMillis(400).toNanos());

            assertThat(visitor.send(impatient, "GET", "/api/v1/bots")).isEqualTo(401);
        }
    }

    @Test
    void signsInWithACodeOfTheStartOnce() {
        Secret code = TestGateway.await(gateway.gateway.signInCode());

        HttpResponse<String> first = signInWithCode(code.reveal());
        HttpResponse<String> second = signInWithCode(code.reveal());

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(first.body()).getString("name")).isEqualTo("local");
        assertThat(new JsonObject(first.body()).getString("role")).isEqualTo("admin");
        assertThat(second.statusCode()).isEqualTo(401);
        assertThat(new Visitor(first).send(gateway, "GET", "/api/v1/audit")).isEqualTo(200);
    }

    @Test
    void limitsFailedSignInsOfAnAddressAndWritesThemDown() {
        try (TestGateway guessed = TestGateway.startOn(TestDatabases.fresh())) {
            List<Integer> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                answers.add(signIn(guessed, "guess-" + i).statusCode());
            }

            assertThat(answers.subList(0, 10)).containsOnly(401);
            assertThat(answers.subList(10, 12)).containsOnly(429);
            TestGateway.until(
                    "they are written",
                    () -> guessed.json("/api/v1/audit").getJsonArray("items").size() == 10);
            JsonObject entry = guessed.json("/api/v1/audit").getJsonArray("items").getJsonObject(0);
            assertThat(entry.getString("action")).isEqualTo("Sign a browser in with a token");
            assertThat(entry.getInteger("status")).isEqualTo(401);
            assertThat(entry.getString("address")).isEqualTo("127.0.0.1");
            assertThat(entry.getValue("name")).isNull();
        }
    }

    @Test
    void isNotFooledByManyCookies() {
        Visitor visitor = new Visitor(signIn(gateway, gateway.token("viewer")));
        String flood = "a=b; ".repeat(1_000);

        assertThat(cookie(visitor.cookie + "; tickmesh_session=" + "x".repeat(43))).isEqualTo(401);
        assertThat(cookie("tickmesh_session=")).isEqualTo(401);
        assertThat(cookie("tickmesh_session=" + "x".repeat(5_000))).isEqualTo(401);
        assertThat(cookie(flood + visitor.cookie)).isEqualTo(200);
        assertThat(cookie(visitor.cookie)).isEqualTo(200);
    }

    @Test
    void writesDownWhoDidWhat() {
        Visitor visitor = new Visitor(signIn(gateway, gateway.token("operator")));
        visitor.send(gateway, "POST", STOP, "x-csrf-token", visitor.csrf);
        visitor.send(gateway, "DELETE", "/api/v1/tokens/x", "x-csrf-token", visitor.csrf);

        TestGateway.until("it is written", () -> entry("Revoke a token", 403).isPresent());

        JsonObject done = entry("Stop a bot", 200).orElseThrow();
        assertThat(done.getString("name")).isEqualTo("a operator");
        assertThat(done.getString("role")).isEqualTo("operator");
        assertThat(done.getString("path")).isEqualTo(STOP);
        assertThat(done.getString("token")).isNotNull();
        assertThat(done.getString("session")).isNotNull();
        JsonObject page = gateway.json("/api/v1/audit?limit=1");
        assertThat(page.getJsonArray("items")).hasSize(1);
        assertThat(
                        gateway.json("/api/v1/audit?limit=1&cursor=" + page.getString("next"))
                                .getJsonArray("items"))
                .isNotEqualTo(page.getJsonArray("items"));
    }

    private static Optional<JsonObject> entry(String action, int status) {
        JsonArray items = gateway.json("/api/v1/audit").getJsonArray("items");
        return items.stream()
                .map(item -> (JsonObject) item)
                .filter(item ->
                        item.getString("action").equals(action)
                                && item.getInteger("status") == status)
                .findFirst();
    }

    private static int cookie(String cookie) {
        return gateway.send("GET", "/api/v1/bots", "cookie", cookie, "authorization", "")
                .statusCode();
    }

    private static HttpResponse<String> signIn(TestGateway at, String token) {
        return at.send("POST", "/api/v1/session", new JsonObject().put("token", token));
    }

    private static HttpResponse<String> signInWithCode(String code) {
        return gateway.send("POST", "/api/v1/session/code", new JsonObject().put("code", code));
    }

    /// A browser that is signed in.
    private static final class Visitor {
        final String cookie;
        final String csrf;

        Visitor(HttpResponse<String> answer) {
            cookie = answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
            csrf = new JsonObject(answer.body()).getString("csrf");
        }

        int send(TestGateway at, String method, String path, String... more) {
            return at.send(method, path, headers(more)).statusCode();
        }

        String[] headers(String... more) {
            List<String> all = new ArrayList<>(List.of("cookie", cookie, "authorization", ""));
            all.addAll(List.of(more));
            return all.toArray(String[]::new);
        }
    }
}
