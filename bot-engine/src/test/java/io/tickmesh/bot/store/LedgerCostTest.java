package io.tickmesh.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.storage.EmbeddedDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What it costs to write an order down on a disk that is waited for.
class LedgerCostTest {
    private static final int ONE_BY_ONE = 200;
    private static final int AT_ONCE = 5_000;

    @TempDir Path directory;

    @Test
    void writesManyOrdersInFewCommits() {
        Vertx vertx = Vertx.vertx();
        try (EmbeddedDatabase server = EmbeddedDatabase.open(directory.resolve("data"))) {
            StoreNode node = new StoreNode(vertx, server.config(), "alpha");
            node.on(() -> node.leases.force(Shards.ALL));
            long[] micros = new long[ONE_BY_ONE];
            for (int i = 0; i < ONE_BY_ONE; i++) {
                Change.Ordered order = order(i);
                long begun = System.nanoTime();
                node.on(() -> node.ledger.attempt(order, BigDecimal.ZERO));
                micros[i] = (System.nanoTime() - begun) / 1_000;
            }
            Arrays.sort(micros);
            long begun = System.nanoTime();
            node.on(() -> {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    all.add(node.ledger.commit(List.of(order(ONE_BY_ONE + i))));
                }
                return Future.all(all);
            });
            double seconds = (System.nanoTime() - begun) / 1e9;
            long commits =
                    node.meters
                            .get("tickmesh.store.commits")
                            .tag("queue", "commits")
                            .timer()
                            .count();
            System.out.printf(
                    "one by one: p50 %d us, p99 %d us; at once: %.0f orders/s in %d commits%n",
                    micros[ONE_BY_ONE / 2],
                    micros[ONE_BY_ONE * 99 / 100],
                    AT_ONCE / seconds,
                    commits - ONE_BY_ONE);
            assertThat(commits - ONE_BY_ONE).isLessThan(AT_ONCE / 50);
        } finally {
            StoreNode.await(vertx.close());
        }
    }

    private static Change.Ordered order(int number) {
        return StoreNode.order("bot-" + number + "-E", "bot", StoreNode.intended());
    }
}
