package io.tickmesh.gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class IdempotencyTest {
    private static final OnceKey KEY = key("client", "credential");
    private static final Buffer ANSWER = Buffer.buffer("tm_secret");

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void doesNotRepeatWhatNobodyKnowsTheOutcomeOf(Vertx vertx, VertxTestContext test) {
        opened(vertx, Duration.ZERO)
                .compose(once ->
                        once.once(KEY, () -> Future.failedFuture("lost"))
                                .otherwiseEmpty()
                                .compose(_ -> once.once(KEY, this::work)))
                .onComplete(
                        test.succeeding(outcome ->
                                test.verify(() -> {
                                    assertThat(outcome).isEqualTo(new Outcome.Unknown());
                                    assertThat(done).hasValue(0);
                                    test.completeNow();
                                })));
    }

    @Test
    void saysThatTheFirstIsUnderWayUntilItCanNoLongerBe(Vertx vertx, VertxTestContext test) {
        opened(vertx, Duration.ofMinutes(1))
                .compose(once ->
                        once.once(KEY, () -> Future.failedFuture("lost"))
                                .otherwiseEmpty()
                                .compose(_ -> once.once(KEY, this::work)))
                .onComplete(
                        test.succeeding(outcome ->
                                test.verify(() -> {
                                    assertThat(outcome).isEqualTo(new Outcome.UnderWay());
                                    test.completeNow();
                                })));
    }

    @Test
    void keepsTheKeysOfClientsApart(Vertx vertx, VertxTestContext test) {
        opened(vertx, Duration.ofMinutes(1))
                .compose(once ->
                        once.once(KEY, this::work)
                                .compose(_ -> once.once(key("other", "credential"), this::work))
                                .compose(_ -> once.once(KEY, this::work)))
                .onComplete(
                        test.succeeding(outcome ->
                                test.verify(() -> {
                                    assertThat(outcome)
                                            .isEqualTo(new Outcome.Answered(ANSWER, true));
                                    assertThat(done).hasValue(2);
                                    test.completeNow();
                                })));
    }

    @Test
    void sealsAnswersWithTheSecretOfTheClient() {
        Buffer sealed = Seal.close(KEY, ANSWER);

        assertThat(sealed.toString(StandardCharsets.ISO_8859_1)).doesNotContain("tm_");
        assertThat(Seal.open(KEY, sealed)).contains(ANSWER);
        assertThat(Seal.open(key("client", "guessed"), sealed)).isEmpty();
        assertThat(Seal.open(key("other", "credential"), sealed)).isEmpty();
        assertThat(Seal.open(KEY, Buffer.buffer("abc"))).isEmpty();
    }

    private Future<Buffer> work() {
        done.incrementAndGet();
        return Future.succeededFuture(ANSWER);
    }

    private static Future<Idempotency> opened(Vertx vertx, Duration longest) {
        return Database.ready(
                        vertx,
                        Future.succeededFuture(TestDatabases.fresh()),
                        "gateway",
                        "db/gateway",
                        new SimpleMeterRegistry())
                .map(database -> {
                    Idempotency once = new Idempotency(vertx, longest, _ -> false);
                    once.open(database);
                    return once;
                });
    }

    private static OnceKey key(String client, String credential) {
        return OnceKey.of(client, "k", "POST /x", Buffer.buffer("body"), credential);
    }
}
