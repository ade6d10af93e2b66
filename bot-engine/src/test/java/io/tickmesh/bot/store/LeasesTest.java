package io.tickmesh.bot.store;

import static io.tickmesh.bot.store.StoreNode.await;
import static io.tickmesh.bot.store.StoreNode.failure;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.Failure;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes and one database: who may run the bots of a shard, and what becomes of the writes of those who may not any more.
class LeasesTest {
    private static final String BOT = "a";
    private static final int SHARD = Shards.of(BOT);

    private static final String BEGIN_AND_LOOK =
            """
            BEGIN;
            SET LOCAL idle_in_transaction_session_timeout = 200;
            SELECT FROM lease WHERE shard = 1 FOR KEY SHARE
            """;

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseConfig config = TestDatabases.fresh();
    private final StoreNode alpha = new StoreNode(vertx, config, "alpha");
    private final StoreNode beta = new StoreNode(vertx, config, "beta");

    @AfterEach
    void closes() {
        await(vertx.close());
    }

    @Test
    void whatOneHasTheOtherGetsWhenItIsGivenBack() {
        assertThat(acquire(alpha, Set.of(1, 2, 3))).containsExactly(1, 2, 3);
        assertThat(acquire(alpha, Set.of(1, 2, 3))).isEmpty();
        assertThat(acquire(beta, Set.of(3, 4))).containsExactly(4);
        assertThat(shardsOf("alpha")).isEqualTo(3);
        assertThat(shardsOf("beta")).isEqualTo(1);

        alpha.on(() -> alpha.leases.release(Set.of(2, 3)));

        assertThat(alpha.isValid(3)).isFalse();
        assertThat(acquire(beta, Set.of(1, 3))).containsExactly(3);
        assertThat(beta.isValid(3)).isTrue();
        assertThat(shardsOf("alpha")).isEqualTo(1);
        assertThat(shardsOf("beta")).isEqualTo(2);
        assertThat(renew(alpha)).isEmpty();
    }

    @Test
    void whatIsNotRenewedInTimeGoesToWhoeverWantsIt() {
        acquire(alpha, Set.of(1, 2));
        pass(Duration.ofMillis(3_100));
        assertThat(alpha.isValid(1)).isFalse();
        assertThat(acquire(beta, Set.of(1))).isEmpty();

        pass(Duration.ofSeconds(2));
        assertThat(acquire(beta, Set.of(1))).containsExactly(1);

        // the other one had expired too, but nobody took it
        assertThat(renew(alpha)).containsExactly(1);
        assertThat(alpha.isValid(1)).isFalse();
        assertThat(alpha.isValid(2)).isTrue();
        assertThat(acquire(beta, Set.of(2))).isEmpty();
    }

    @Test
    void aNodeThatStartsAnewTakesWhatItHadAtOnce() {
        acquire(alpha, Set.of(1));

        StoreNode again = new StoreNode(vertx, config, "alpha");

        assertThat(acquire(again, Set.of(1))).containsExactly(1);
        assertThat(renew(alpha)).containsExactly(1);
        assertThat(renew(again)).isEmpty();
    }

    @Test
    void aNodeThatIsAloneTakesAllByForce() {
        acquire(alpha, Shards.ALL);

        assertThat(beta.on(() -> beta.leases.force(Shards.ALL))).hasSize(64);

        assertThat(beta.on(() -> Future.succeededFuture(beta.leases.held()))).hasSize(64);
        assertThat(renew(alpha)).hasSize(64);
    }

    @Test
    void ofTwoThatWantTheSameAtOnceOneGetsEach() {
        for (int round = 0; round < 20; round++) {
            Future<Set<Integer>> first = alpha.begin(() -> alpha.leases.acquire(Shards.ALL));
            Future<Set<Integer>> second = beta.begin(() -> beta.leases.acquire(Shards.ALL));
            Set<Integer> all = new HashSet<>(await(first));
            int got = all.size();
            all.addAll(await(second));

            assertThat(all).hasSize(got + await(second).size());
            // what one was just looking at, the other left to it
            all.addAll(acquire(alpha, Shards.ALL));
            assertThat(all).hasSize(64);
            alpha.on(() -> alpha.leases.release(Shards.ALL));
            beta.on(() -> beta.leases.release(Shards.ALL));
        }
    }

    @Test
    void aShardThatIsBeingWrittenForStaysWhereItIsUntilThatIsDone() {
        acquire(alpha, Set.of(1, 2));
        pass(Duration.ofMillis(5_100));

        alpha.on(() ->
                alpha.database.transaction(c ->
                        c.query("SELECT FROM lease WHERE shard = 1 FOR KEY SHARE")
                                .execute()
                                .compose(_ -> beta.begin(() -> beta.leases.acquire(Set.of(1, 2))))
                                .map(got -> assertThat(got).containsExactly(2))));

        assertThat(acquire(beta, Set.of(1))).containsExactly(1);
    }

    /// As a node that froze in the middle of a transaction and goes on.
    @Test
    void whoStandsStillInATransactionLosesItAndMayTryAgain() {
        acquire(alpha, Set.of(1));
        pass(Duration.ofMillis(5_100));

        Throwable why =
                failure(
                        alpha.begin(() ->
                                alpha.database.connection(c ->
                                        c.query(BEGIN_AND_LOOK)
                                                .execute()
                                                .compose(_ -> vertx.timer(1_000, MILLISECONDS))
                                                .compose(_ -> c.query("COMMIT").execute()))));

        assertThat(Failure.of(why)).isEqualTo(Failure.TRANSIENT);
        assertThat(acquire(beta, Set.of(1))).containsExactly(1);
    }

    @Test
    void renewalsGoOnWhenConnectionsBreak() {
        acquire(alpha, Set.of(1));

        beta.sql(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """);

        Set<Integer> lost = alpha.on(() -> alpha.database.untilThere(alpha.leases::renew));
        assertThat(lost).isEmpty();
        assertThat(alpha.isValid(1)).isTrue();
    }

    /// Nodes stop and go on at any time. Whatever they do, only one acts, and only its writes arrive.
    @Test
    void neverBothMayDecideAndWhatAStaleOneWritesDoesNotArrive() {
        Random random = new Random(6);
        List<StoreNode> nodes = List.of(alpha, beta);
        int written = 0;
        int refused = 0;
        for (int step = 0; step < 400; step++) {
            StoreNode node = nodes.get(random.nextInt(2));
            switch (random.nextInt(6)) {
                case 0, 1 -> renew(node);
                case 2 -> acquire(node, Set.of(SHARD));
                case 3 -> pass(Duration.ofMillis(random.nextInt(3_000)));
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        node.on(() -> node.leases.release(Set.of(SHARD)));
                    }
                }
                default -> {
                    String owner = node.equals(alpha) ? "alpha" : "beta";
                    boolean mine =
                            node.count(
                                            "SELECT count(*) FROM lease WHERE shard = %d AND owner = '%s'"
                                                    .formatted(SHARD, owner))
                                    == 1;
                    Throwable why = failure(node.attempt("a-" + step + "-E", BOT, "0"));
                    if (why == null) {
                        written++;
                        assertThat(mine).isTrue();
                    } else {
                        refused++;
                        assertThat(why).isInstanceOf(LeaseLostException.class);
                        assertThat(node.isValid(SHARD)).isFalse();
                    }
                }
            }
            assertThat(alpha.isValid(SHARD) && beta.isValid(SHARD)).isFalse();
        }
        assertThat(alpha.count("SELECT count(*) FROM orders")).isEqualTo(written);
        assertThat(written).isGreaterThan(10);
        assertThat(refused).isGreaterThan(10);
    }

    /// A node that froze with writes in its queue goes on when another has its shard.
    @Test
    void whatWaitsWhenAShardMovesIsRefusedAndTheRestOfItsGroupIsWritten() {
        acquire(alpha, Shards.ALL);
        String other = "other";
        assertThat(Shards.of(other)).isNotEqualTo(SHARD);
        pass(Duration.ofMillis(5_100));
        acquire(beta, Set.of(SHARD));

        List<Future<Void>> writes = new ArrayList<>();
        alpha.on(() -> {
            writes.add(
                    alpha.ledger.commit(
                            List.of(StoreNode.order("a-0-E", BOT, StoreNode.intended()))));
            writes.add(
                    alpha.ledger.commit(
                            List.of(StoreNode.order("a-1-E", BOT, StoreNode.intended()))));
            writes.add(
                    alpha.ledger.commit(
                            List.of(StoreNode.order("other-1-E", other, StoreNode.intended()))));
            writes.add(
                    alpha.ledger.commit(
                            List.of(
                                    StoreNode.order("other-2-E", other, StoreNode.intended()),
                                    StoreNode.order("a-2-E", BOT, StoreNode.intended()))));
            alpha.ledger.behind(List.of(StoreNode.order("a-3-E", BOT, StoreNode.intended())));
            return alpha.ledger.idle();
        });

        assertThat(
                        writes.stream()
                                .map(StoreNode::failure)
                                .map(f -> f instanceof LeaseLostException))
                .containsExactly(true, true, false, true);
        assertThat(alpha.count("SELECT count(*) FROM orders")).isEqualTo(1);
        assertThat(denied("commits")).isEqualTo(3);
        assertThat(denied("behind")).isEqualTo(1);
        // decisions stop at once, not at the next renewal
        assertThat(alpha.isValid(SHARD)).isFalse();
        assertThat(renew(alpha)).isEqualTo(Set.of(SHARD));
    }

    private long shardsOf(String owner) {
        return alpha.count("SELECT count(*) FROM lease WHERE owner = '%s'".formatted(owner));
    }

    private double denied(String queue) {
        return alpha.meters
                .get("tickmesh.store.denied")
                .tags("queue", queue, "reason", "lease")
                .counter()
                .count();
    }

    private static Set<Integer> acquire(StoreNode node, Set<Integer> shards) {
        return new TreeSet<>(node.on(() -> node.leases.acquire(shards)));
    }

    private static Set<Integer> renew(StoreNode node) {
        return node.on(node.leases::renew);
    }

    /// Lets time go by for the nodes and for the database.
    private void pass(Duration time) {
        alpha.pass(time);
        beta.pass(time);
        beta.sql(
                "UPDATE lease SET expires_at = expires_at - interval '%d ms'"
                        .formatted(time.toMillis()));
    }
}
