package io.tickmesh.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.OrderState;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.EmbeddedDatabase;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        Context context = vertx.getOrCreateContext();
        try (EmbeddedDatabase server = EmbeddedDatabase.open(directory.resolve("data"))) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            Promise<PostgresLedger> opened = Promise.promise();
            context.runOnContext(_ -> {
                Database database = Database.open(vertx, server.config(), "bots", registry);
                database.migrate("db/bots")
                        .compose(_ -> opened(vertx, database, registry))
                        .onComplete(opened);
            });
            PostgresLedger ledger = await(opened.future());
            long[] micros = new long[ONE_BY_ONE];
            for (int i = 0; i < ONE_BY_ONE; i++) {
                int number = i;
                long begun = System.nanoTime();
                await(run(context, () -> ledger.attempt(order(number), BigDecimal.ZERO)));
                micros[i] = (System.nanoTime() - begun) / 1_000;
            }
            Arrays.sort(micros);
            long begun = System.nanoTime();
            await(
                    run(
                            context,
                            () -> {
                                List<Future<?>> all = new ArrayList<>();
                                for (int i = 0; i < AT_ONCE; i++) {
                                    all.add(ledger.commit(List.of(order(ONE_BY_ONE + i))));
                                }
                                return Future.all(all);
                            }));
            double seconds = (System.nanoTime() - begun) / 1e9;
            long commits =
                    registry.get("tickmesh.store.commits").tag("queue", "commits").timer().count();
            System.out.printf(
                    "one by one: p50 %d us, p99 %d us; at once: %.0f orders/s in %d commits%n",
                    micros[ONE_BY_ONE / 2],
                    micros[ONE_BY_ONE * 99 / 100],
                    AT_ONCE / seconds,
                    commits - ONE_BY_ONE);
            assertThat(commits - ONE_BY_ONE).isLessThan(AT_ONCE / 50);
        } finally {
            await(vertx.close());
        }
    }

    private static Future<PostgresLedger> opened(
            Vertx vertx, Database database, SimpleMeterRegistry registry) {
        Leases leases = new Leases(database, "alpha", System::nanoTime);
        return leases.force(Shards.ALL)
                .map(_ -> new PostgresLedger(vertx, database, leases, registry));
    }

    private static Change.Ordered order(int number) {
        Instant now = Instant.EPOCH;
        BigDecimal one = BigDecimal.ONE;
        Order order =
                new Order(
                        "bot-" + number + "-E",
                        "main",
                        "bot",
                        "BTCUSDT",
                        Side.BUY,
                        OrderType.MARKET,
                        TimeInForce.IOC,
                        one,
                        one,
                        now,
                        null,
                        null,
                        now,
                        null,
                        "why",
                        "signal");
        return new Change.Ordered(new TrackedOrder(order, new OrderState.Intended(now)), 1);
    }

    private static <T> Future<T> run(Context context, Callable<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(_ -> {
            try {
                task.call().onComplete(done);
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return done.future();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened in time", e);
        }
    }
}
