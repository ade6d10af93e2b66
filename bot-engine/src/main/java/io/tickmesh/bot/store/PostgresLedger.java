package io.tickmesh.bot.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// The ledger in PostgreSQL. What somebody waits for and what is written behind have a queue and a connection each, so that a
/// thousand snapshots do not hold up an order. It writes only for bots whose shards this node holds, see [Leases].
public final class PostgresLedger implements Ledger {
    private static final int MOST_COMMITS = 20_000;
    private static final int MOST_BEHIND = 20_000;

    private final Database database;
    private final Leases leases;
    private final CommitQueue commits;
    private final CommitQueue behind;
    private final StoreMeters commitMeters;
    private final StoreMeters behindMeters;
    private long lastDropMicros = Long.MIN_VALUE;

    public PostgresLedger(Vertx vertx, Database database, Leases leases, MeterRegistry registry) {
        this.leases = leases;
        this.database = database;
        BiConsumer<Duration, Runnable> timers =
                (pause, task) -> vertx.setTimer(Math.max(1, pause.toMillis()), _ -> task.run());
        commitMeters = new StoreMeters(registry, "commits");
        commits =
                new CommitQueue(
                        MOST_COMMITS,
                        new Transaction(database, leases, true, registry)::run,
                        timers,
                        commitMeters);
        behindMeters = new StoreMeters(registry, "behind");
        behind =
                new CommitQueue(
                        MOST_BEHIND,
                        new Transaction(database, leases, false, registry)::run,
                        timers,
                        behindMeters);
        StoreMeters.depth(registry, "commits", commits::size);
        StoreMeters.depth(registry, "behind", behind::size);
    }

    @Override
    public Future<Void> attempt(Change.Ordered intent, BigDecimal reserved) {
        return add(commits, commitMeters, () -> Write.of(intent, reserved, leases), false);
    }

    @Override
    public Future<Void> commit(List<? extends Change> changes) {
        return add(commits, commitMeters, () -> Write.of(changes, leases), true);
    }

    @Override
    public void behind(List<? extends Change> changes) {
        if (behind.isFull()) {
            behindMeters.dropped();
            lastDropMicros = WallClock.micros();
        } else {
            // What is refused has been counted and logged; nobody else wants to know.
            add(behind, behindMeters, () -> Write.of(changes, leases), true).onFailure(_ -> {});
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
        return Future.all(commits.add(Write.NOTHING, false), behind.add(Write.NOTHING, false))
                .mapEmpty();
    }

    /// Returns when something was dropped last because too much waited, in epoch microseconds.
    long lastDropMicros() {
        return lastDropMicros;
    }

    private static Future<Void> add(
            CommitQueue queue, StoreMeters meters, Supplier<Write> write, boolean patient) {
        try {
            return queue.add(write.get(), patient);
        } catch (LeaseLostException lost) {
            meters.denied(lost);
            return Future.failedFuture(lost);
        }
    }
}
