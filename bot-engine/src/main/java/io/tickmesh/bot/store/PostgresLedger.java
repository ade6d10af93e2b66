package io.tickmesh.bot.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// The ledger in PostgreSQL. What somebody waits for and what is written behind have a queue and a connection each, so that a
/// thousand snapshots do not hold up an order.
public final class PostgresLedger implements Ledger {
    private static final int MOST_COMMITS = 20_000;
    private static final int MOST_BEHIND = 20_000;

    private final Database database;
    private final Leases leases;
    private final CommitQueue commits;
    private final CommitQueue behind;
    private final StoreMeters behindMeters;
    private long lastDropMicros = Long.MIN_VALUE;

    public PostgresLedger(Vertx vertx, Database database, Leases leases, MeterRegistry registry) {
        this.leases = leases;
        this.database = database;
        BiConsumer<Duration, Runnable> timers =
                (pause, task) -> vertx.setTimer(Math.max(1, pause.toMillis()), _ -> task.run());
        commits =
                new CommitQueue(
                        MOST_COMMITS,
                        statements -> database.transaction(c -> run(c, statements)),
                        timers,
                        new StoreMeters(registry, "commits"));
        behindMeters = new StoreMeters(registry, "behind");
        behind =
                new CommitQueue(
                        MOST_BEHIND,
                        statements ->
                                database.transaction(c ->
                                        c.query("SET LOCAL synchronous_commit = off")
                                                .execute()
                                                .compose(_ -> run(c, statements))),
                        timers,
                        behindMeters);
        StoreMeters.depth(registry, "commits", commits::size);
        StoreMeters.depth(registry, "behind", behind::size);
    }

    @Override
    public Future<Void> attempt(Change.Ordered intent, BigDecimal reserved) {
        return commits.add(List.of(Statements.intend(intent.order(), reserved)), false);
    }

    @Override
    public Future<Void> commit(List<? extends Change> changes) {
        return commits.add(Statements.of(changes), true);
    }

    @Override
    public void behind(List<? extends Change> changes) {
        if (behind.isFull()) {
            behindMeters.dropped();
            lastDropMicros = WallClock.micros();
        } else {
            // What is refused has been counted and logged; nobody else wants to know.
            behind.add(Statements.of(changes), true).onFailure(_ -> {});
        }
    }

    @Override
    public boolean isAway() {
        return commits.isAway() || !database.isAvailable();
    }

    @Override
    public boolean isFull() {
        return commits.isFull();
    }

    @Override
    public Future<Void> idle() {
        return Future.all(commits.idle(), behind.idle()).mapEmpty();
    }

    /// Returns a future that is done when all that was given to this ledger until now is written; fails soon if the database is away.
    Future<Void> written() {
        return Future.all(commits.add(List.of(), false), behind.add(List.of(), false)).mapEmpty();
    }

    /// Returns when something was dropped last because too much waited, in epoch microseconds.
    long lastDropMicros() {
        return lastDropMicros;
    }

    private static Future<Void> run(SqlConnection connection, List<Statement> statements) {
        List<Future<?>> results = new ArrayList<>();
        // Sent without waiting for each other; they run in this order.
        for (Statement statement : statements) {
            results.add(connection.preparedQuery(statement.sql()).execute(statement.values()));
        }
        return Future.all(results).mapEmpty();
    }
}
