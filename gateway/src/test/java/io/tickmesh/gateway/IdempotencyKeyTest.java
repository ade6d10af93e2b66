package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The header `Idempotency-Key` through a gateway with its database.
class IdempotencyKeyTest {
    private final DatabaseConfig database = TestDatabases.fresh();
    private final TestGateway gateway = start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void givesTheFirstAnswerAgainAlsoThroughAnotherGateway() {
        HttpResponse<String> first = create(gateway, "a", bot("new"));
        HttpResponse<String> second = create(gateway, "a", bot("new"));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("idempotency-replayed")).isEmpty();
        assertSame(second, first);
        assertThat(gateway.services.asked).hasSize(1);
        try (TestGateway other = start()) {
            assertSame(create(other, "a", bot("new")), first);
            assertThat(other.services.asked).isEmpty();
        }
    }

    @Test
    void refusesTheKeyOfAnotherRequest() {
        create(gateway, "a", bot("new"));

        assertProblem(
                create(gateway, "a", bot("other")),
                422,
                "This Idempotency-Key was used for another request before.");
        assertThat(create(gateway, "b", bot("other")).statusCode()).isEqualTo(201);
    }

    @Test
    void doesOnceWhatManyAskForAtTheSameTime() {
        gateway.services.hold();
        Queue<Integer> answers = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 8; i++) {
            Thread.startVirtualThread(
                    () -> answers.add(create(gateway, "a", bot("new")).statusCode()));
        }
        TestGateway.until("all others are refused", () -> answers.size() == 7);
        assertThat(answers).containsOnly(409);

        gateway.services.release();
        TestGateway.until("the first is answered", () -> answers.size() == 8);

        assertThat(answers).contains(201);
        assertThat(gateway.services.asked).hasSize(1);
    }

    @Test
    void letsTheKeyOfARefusedRequestBeUsedAgain() {
        assertThat(create(gateway, "a", bot("bot-01")).statusCode()).isEqualTo(409);
        assertThat(create(gateway, "a", bot("bot-01")).body()).contains("id of another bot");
        assertThat(create(gateway, "a", bot("new")).statusCode()).isEqualTo(201);
    }

    @Test
    void doesNothingWithAKeyWhileTheDatabaseIsAway() {
        try (TestGateway alone = TestGateway.start()) {
            HttpResponse<String> answer = create(alone, "a", bot("new"));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("nothing was done");
            assertThat(alone.services.asked).isEmpty();
            assertThat(alone.send("POST", "/api/v1/bots", bot("new")).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void refusesWhatIsNoKey() {
        HttpResponse<String> answer = create(gateway, "two words", bot("new"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("idempotency-key")
                .contains("must be 1 to 128 visible ASCII characters, was two words");
    }

    private TestGateway start() {
        TestGateway started =
                TestGateway.startOn(Future.succeededFuture(database), TestGateway.ACCESS);
        TestGateway.until(
                "the tables are there",
                () -> create(started, "ready", bot("bot-01")).statusCode() == 409);
        started.services.asked.clear();
        return started;
    }

    private static HttpResponse<String> create(TestGateway gateway, String key, JsonObject bot) {
        return gateway.sendText(
                "POST",
                "/api/v1/bots",
                bot.encode(),
                "content-type",
                "application/json",
                "idempotency-key",
                key);
    }

    private static JsonObject bot(String id) {
        return new JsonObject()
                .put("id", id)
                .put("account", "main")
                .put("symbol", "BTCUSDT")
                .put("interval", "1m")
                .put("strategy", "ema-cross")
                .put("sizing", new JsonObject().put("kind", "QUOTE").put("amount", "500"));
    }

    private static void assertSame(HttpResponse<String> replayed, HttpResponse<String> first) {
        assertThat(replayed.statusCode()).isEqualTo(first.statusCode());
        assertThat(replayed.body()).isEqualTo(first.body());
        for (String header : List.of("location", "etag", "content-type")) {
            assertThat(replayed.headers().firstValue(header))
                    .isPresent()
                    .isEqualTo(first.headers().firstValue(header));
        }
        assertThat(replayed.headers().firstValue("idempotency-replayed")).contains("true");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String detail) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(response.body()).getString("detail")).isEqualTo(detail);
    }
}
