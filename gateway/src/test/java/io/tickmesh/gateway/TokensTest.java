package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.tickmesh.gateway.access.AccessConfig;
import io.tickmesh.gateway.access.Secret;
import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.storage.CutLink;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tokens that people make and revoke, with a real database.
class TokensTest {
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
    void showsATokenOnce() {
        HttpResponse<String> made = create("once", "viewer", null);

        assertThat(made.statusCode()).isEqualTo(201);
        JsonObject token = new JsonObject(made.body());
        String secret = token.getString("token");
        assertThat(secret).matches("tm_[A-Za-z0-9_-]{43}");
        assertThat(made.headers().firstValue("location"))
                .contains("/api/v1/tokens/" + token.getString("id"));
        assertThat(made.headers().firstValue("cache-control")).contains("no-store");
        assertThat(gateway.get("/api/v1/tokens").body()).contains("once").doesNotContain(secret);
        assertThat(gateway.status("GET", "/api/v1/bots", secret)).isEqualTo(200);
    }

    @Test
    void letsEachRoleDoWhatItMay() {
        String viewer = gateway.token("viewer");
        String operator = gateway.token("operator");
        String admin = gateway.token("admin");

        assertThat(statuses("GET", "/api/v1/bots", viewer, operator, admin))
                .containsExactly(200, 200, 200);
        assertThat(statuses("GET", "/metrics", viewer, operator, admin))
                .containsExactly(200, 200, 200);
        assertThat(statuses("POST", "/api/v1/bots/bot-02/stop", viewer, operator, admin))
                .containsExactly(403, 200, 200);
        assertThat(statuses("GET", "/api/v1/tokens", viewer, operator, admin))
                .containsExactly(403, 403, 200);
        assertThat(statuses("GET", "/api/v1/audit", viewer, operator, admin))
                .containsExactly(403, 403, 200);
        JsonObject who =
                new JsonObject(
                        gateway.send(
                                        "GET",
                                        "/api/v1/session",
                                        "authorization",
                                        "Bearer " + operator)
                                .body());
        assertThat(who.getString("name")).isEqualTo("a operator");
        assertThat(who.getString("role")).isEqualTo("operator");
        assertThat(who.getValue("csrf")).isNull();
    }

    @Test
    void endsWhatIsUnderWayOnEveryGatewayWhenATokenIsRevoked() {
        try (TestGateway other = TestGateway.startOn(database)) {
            // given
            JsonObject token = new JsonObject(create("short-lived", "viewer", null).body());
            String secret = token.getString("token");
            String line = "Authorization: Bearer " + secret + "\r\n";
            assertThat(other.status("GET", "/api/v1/bots", secret)).isEqualTo(200);
            try (SseReader here = new SseReader(gateway.gateway.port(), "/api/v1/events", line);
                    SseReader there = new SseReader(other.gateway.port(), "/api/v1/events", line);
                    SseReader kept = other.events("")) {
                assertThat(here.nextOrComment().end()).isFalse();
                assertThat(there.nextOrComment().end()).isFalse();
                assertThat(kept.nextOrComment().end()).isFalse();

                // when
                int status =
                        gateway.send("DELETE", "/api/v1/tokens/" + token.getString("id"))
                                .statusCode();

                // then
                assertThat(status).isEqualTo(204);
                assertThat(gateway.status("GET", "/api/v1/bots", secret)).isEqualTo(401);
                assertThat(here.next().data()).contains("signed-out");
                assertThat(here.next()).isEqualTo(SseReader.END);
                assertThat(there.next().data()).contains("signed-out");
                assertThat(there.next()).isEqualTo(SseReader.END);
                assertThat(other.status("GET", "/api/v1/bots", secret)).isEqualTo(401);
                other.services.publish(
                        other.services.event(
                                header -> new BotFailed(header, "bot-03", "ALGOUSDT", "x", 1)));
                assertThat(kept.next().event()).isEqualTo("BotFailed");
            }
        }
    }

    @Test
    void refusesATokenThatHasExpiredAndEndsItsStreams() {
        Instant soon = Instant.now().plus(Duration.ofMillis(1500));
        String secret =
                new JsonObject(create("soon over", "viewer", soon.toString()).body())
                        .getString("token");
        try (SseReader stream =
                new SseReader(
                        gateway.gateway.port(),
                        "/api/v1/events",
                        "Authorization: Bearer " + secret + "\r\n")) {
            assertThat(stream.status).contains("200");
            assertThat(stream.next().data()).contains("signed-out");
            assertThat(stream.next()).isEqualTo(SseReader.END);
            assertThat(gateway.status("GET", "/api/v1/bots", secret)).isEqualTo(401);
        }
    }

    @Test
    void namesWhatIsWrongWithANewToken() {
        assertThat(create("", "viewer", null).statusCode()).isEqualTo(400);
        assertThat(create("x".repeat(65), "viewer", null).statusCode()).isEqualTo(400);
        assertThat(create("x", "root", null).statusCode()).isEqualTo(400);
        assertThat(create("x", "viewer", "2020-01-01T00:00:00Z").statusCode()).isEqualTo(422);
        assertThat(gateway.send("DELETE", "/api/v1/tokens/nothing").statusCode()).isEqualTo(404);
        assertThat(gateway.send("DELETE", "/api/v1/tokens/configured").statusCode()).isEqualTo(409);
        assertThat(gateway.get("/api/v1/tokens?cursor=x").statusCode()).isEqualTo(400);
    }

    @Test
    void pagesTokens() {
        for (int i = 0; i < 3; i++) {
            create("page " + i, "viewer", null);
        }
        JsonObject first = gateway.json("/api/v1/tokens?limit=2");
        JsonObject second = gateway.json("/api/v1/tokens?limit=2&cursor=" + first.getValue("next"));

        assertThat(names(first)).containsExactly("page 2", "page 1");
        assertThat(names(second)).startsWith("page 0");
    }

    @Test
    void goesOnWithKnownTokensWhileTheDatabaseIsAwayAndRefusesOthers() throws IOException {
        try (CutLink link = new CutLink(database);
                TestGateway away = TestGateway.startOn(link.config())) {
            // given
            String known = gateway.token("viewer");
            String unknown = gateway.token("viewer");
            assertThat(away.status("GET", "/api/v1/bots", known)).isEqualTo(200);

            // when
            link.cut();

            // then
            TestGateway.until(
                    "it is noticed", () -> away.status("GET", "/api/v1/bots", unknown) == 503);
            assertThat(away.status("GET", "/api/v1/bots", known)).isEqualTo(200);
            assertThat(away.get("/api/v1/bots").statusCode()).isEqualTo(200);
            assertThat(away.get("/api/v1/tokens").statusCode()).isEqualTo(503);

            // when
            link.mend();

            // then
            TestGateway.until(
                    "it is back", () -> away.status("GET", "/api/v1/bots", unknown) == 200);
        }
    }

    @Test
    void answersInTimeWhenTheDatabaseFallsSilent() throws IOException {
        String unknown = gateway.token("viewer");
        try (CutLink link = new CutLink(database);
                TestGateway away = TestGateway.startOn(link.config())) {
            link.silence();
            long begun = System.nanoTime();

            assertThat(away.status("GET", "/api/v1/bots", unknown)).isEqualTo(503);

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void takesNoMoreGuessesOfAnAddress() {
        try (TestGateway guessed = TestGateway.startOn(database)) {
            String known = gateway.token("viewer");
            assertThat(guessed.status("GET", "/api/v1/bots", known)).isEqualTo(200);
            int refused = 0;
            for (int i = 0; i < 15; i++) {
                String guess = "tm_" + "%043d".formatted(i);
                refused += guessed.status("GET", "/api/v1/bots", guess) == 429 ? 1 : 0;
            }

            assertThat(refused).isEqualTo(5);
            assertThat(guessed.status("GET", "/api/v1/bots", known)).isEqualTo(200);
        }
    }

    @Test
    void waitsForADatabaseThatComesLater() {
        io.vertx.core.Promise<DatabaseConfig> later = io.vertx.core.Promise.promise();
        Future<DatabaseConfig> promised = later.future();
        try (TestGateway early = TestGateway.startOn(promised, TestGateway.ACCESS)) {
            assertThat(early.get("/api/v1/tokens").statusCode()).isEqualTo(503);
            later.complete(database);
            TestGateway.until(
                    "the tables are there", () -> early.get("/api/v1/tokens").statusCode() == 200);
        }
    }

    @Test
    void makesTheFirstTokenThoughTheDatabaseIsAwayForAMoment() throws Exception {
        AccessConfig withoutToken =
                new AccessConfig(
                        true,
                        Optional.empty(),
                        TestGateway.ACCESS.sessions(),
                        TestGateway.ACCESS.auditRetention());
        String unknown = "tm_" + "x".repeat(43);
        try (CutLink link = new CutLink(TestDatabases.fresh());
                TestGateway fresh =
                        TestGateway.startOn(Future.succeededFuture(link.config()), withoutToken)) {
            // given
            TestGateway.until(
                    "the tables are there",
                    () -> fresh.status("GET", "/api/v1/bots", unknown) == 401);
            link.cut();
            TestGateway.until(
                    "it is noticed", () -> fresh.status("GET", "/api/v1/bots", unknown) == 503);

            // when
            double before = failures(fresh);
            Future<Optional<Secret>> first = fresh.gateway.firstToken();
            TestGateway.until("it was tried", () -> failures(fresh) >= before + 2);
            link.mend();

            // then
            Secret token =
                    first.toCompletionStage()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS)
                            .orElseThrow();
            assertThat(fresh.status("GET", "/api/v1/tokens", token.reveal())).isEqualTo(200);
        }
    }

    private static double failures(TestGateway of) {
        return of.meters.get("tickmesh.storage.failures").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static HttpResponse<String> create(
            String name, String role, @Nullable String expiresAt) {
        return gateway.send(
                "POST",
                "/api/v1/tokens",
                new JsonObject().put("name", name).put("role", role).put("expiresAt", expiresAt));
    }

    private static List<Integer> statuses(String method, String path, String... tokens) {
        return List.of(tokens).stream().map(token -> gateway.status(method, path, token)).toList();
    }

    private static List<String> names(JsonObject page) {
        JsonArray items = page.getJsonArray("items");
        return items.stream().map(item -> ((JsonObject) item).getString("name")).toList();
    }
}
