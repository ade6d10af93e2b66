package io.tickmesh.bot.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
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
    private final CommitQueue commits;
    private final CommitQueue behind;
    private final StoreMeters behindMeters;

    public PostgresLedger(Vertx vertx, Database database, MeterRegistry registry) {
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
    public Future<Void> attempt(Change.Ordered intent) {
        return commits.add(List.of(Statements.intend(intent.order())), false);
    }

    @Override
    public Future<Void> commit(List<? extends Change> changes) {
        List<Statement> statements = new ArrayList<>();
        changes.forEach(change -> statements.addAll(Statements.of(change)));
        return commits.add(statements, true);
    }

    @Override
    public void behind(Change change) {
        if (behind.isFull()) {
            behindMeters.dropped();
        } else {
            // What is refused has been counted and logged; nobody else wants to know.
            behind.add(Statements.of(change), true).onFailure(_ -> {});
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

    private static Future<Void> run(SqlConnection connection, List<Statement> statements) {
        List<Future<?>> results = new ArrayList<>();
        // Sent without waiting for each other; they run in this order.
        for (Statement statement : statements) {
            results.add(connection.preparedQuery(statement.sql()).execute(statement.values()));
        }
        return Future.all(results).mapEmpty();
    }
}
