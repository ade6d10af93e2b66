package io.tickmesh.bot.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.OrderState;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The store of one of several nodes on one database, on a context of its own. Its methods block the test.
final class StoreNode {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Database database;
    final Leases leases;
    final PostgresLedger ledger;
    private final Context context;
    private final AtomicLong aheadNanos = new AtomicLong();

    StoreNode(Vertx vertx, DatabaseConfig config, String name) {
        context = vertx.getOrCreateContext();
        database = on(() -> Future.succeededFuture(Database.open(vertx, config, "bots", meters)));
        await(on(() -> Future.succeededFuture(database.migrate("db/bots"))));
        leases = new Leases(database, name, () -> System.nanoTime() + aheadNanos.get());
        ledger =
                on(() ->
                        Future.succeededFuture(
                                new PostgresLedger(vertx, database, leases, meters)));
    }

    /// Lets time go by, for this node alone.
    void pass(Duration time) {
        aheadNanos.addAndGet(time.toNanos());
    }

    boolean isValid(int shard) {
        return on(() -> Future.succeededFuture(leases.isValid(shard)));
    }

    <T extends @Nullable Object> T on(Callable<Future<T>> task) {
        return await(begin(task));
    }

    /// Begins something on the context of the node.
    <T extends @Nullable Object> Future<T> begin(Callable<Future<T>> task) {
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

    /// Begins to write an order down.
    Future<Void> attempt(String order, String bot, String reserved) {
        return begin(() -> ledger.attempt(order(order, bot, intended()), new BigDecimal(reserved)));
    }

    long count(String sql) {
        return on(() ->
                database.connection(c ->
                        c.query(sql).execute().map(rows -> rows.iterator().next().getLong(0))));
    }

    void sql(String sql) {
        on(() -> database.connection(c -> c.query(sql).execute().<Void>mapEmpty()));
    }

    static OrderState intended() {
        return new OrderState.Intended(Instant.EPOCH);
    }

    static Change.Ordered order(String id, String bot, OrderState state) {
        BigDecimal one = BigDecimal.ONE;
        Instant now = Instant.EPOCH;
        Order order =
                new Order(
                        id,
                        "main",
                        bot,
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
        return new Change.Ordered(new TrackedOrder(order, state), 1);
    }

    static <T extends @Nullable Object> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened in time", e);
        }
    }

    /// Waits for the failure of a future; null if it succeeds.
    static @Nullable Throwable failure(Future<?> future) {
        return await(future.transform((_, failure) -> Future.succeededFuture(failure)));
    }
}
