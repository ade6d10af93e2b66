package io.tickmesh.mesh.storage;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tickmesh.mesh.time.Backoff;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The tables of one service. Belongs to the context that opens it, and calls back there.
///
/// It connects when it is used, again and again: whoever asks while the database is away gets a failure of the kind
/// [Failure#TRANSIENT], in time. Statements find the tables of the service's schema without naming it.
public final class Database {
    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final DatabaseConfig config;
    private final String schema;
    private final String service;
    private final MeterRegistry meters;
    private final Timer transactions;
    private final Availability availability;
    private final Backoff probes;
    private final List<Runnable> listeners = new ArrayList<>();
    private Pool pool;
    private long lastUseNanos;
    private long probeTimer = -1;
    private boolean closed;

    private Database(
            Vertx vertx,
            DatabaseConfig config,
            String schema,
            String service,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.config = config;
        this.schema = schema;
        this.service = service;
        this.meters = meters;
        availability = new Availability(service, config.url(), System::nanoTime);
        probes = backOff();
        pool = Pools.open(vertx, config, schema);
        transactions = meters.timer("tickmesh.storage.transaction", "service", service);
        Gauge.builder("tickmesh.storage.available", availability, it -> it.isAvailable() ? 1 : 0)
                .tag("service", service)
                .register(meters);
        FunctionCounter.builder("tickmesh.storage.outages", availability, Availability::outages)
                .tag("service", service)
                .register(meters);
    }

    /// Opens the tables of a service in the schema `schema`, whose name is the service's too. Does not connect yet.
    public static Database open(
            Vertx vertx, DatabaseConfig config, String schema, MeterRegistry meters) {
        return open(vertx, config, schema, schema, meters);
    }

    /// Opens tables in the schema `schema` for one of several that use them side by side. Does not connect yet.
    ///
    /// @param service what it counts as, and is called in the log
    public static Database open(
            Vertx vertx,
            DatabaseConfig config,
            String schema,
            String service,
            MeterRegistry meters) {
        Database database = new Database(vertx, config, schema, service, meters);
        database.probeAfter(PROBE_EVERY.toMillis());
        return database;
    }

    /// Opens the tables of a service as soon as it is known where they are, and brings them up to date. To be called on the context
    /// of the service.
    ///
    /// @param location of the scripts, on the class path
    /// @return fails as [#migrate] does, or as `where`; never while the database is just away
    public static Future<Database> ready(
            Vertx vertx,
            Future<DatabaseConfig> where,
            String schema,
            String location,
            MeterRegistry meters) {
        Context context = vertx.getOrCreateContext();
        Promise<Database> ready = Promise.promise();
        // Whoever knows where it is lives on another context.
        where.onComplete(
                config ->
                        context.runOnContext(_ -> {
                            Database database = open(vertx, config, schema, meters);
                            database.migrate(location)
                                    .onComplete(
                                            _ -> ready.complete(database),
                                            failure ->
                                                    database.close()
                                                            .onComplete(_ -> ready.fail(failure)));
                        }),
                failure -> context.runOnContext(_ -> ready.fail(failure)));
        return ready.future();
    }

    /// Brings the tables up to date with the scripts in `location` of the class path. While the database is away it is tried again, for
    /// ever.
    ///
    /// @return fails with a [StorageException] if the database lets nobody in or a script fails
    public Future<Void> migrate(String location) {
        Supplier<Future<Void>> attempt =
                () ->
                        vertx.executeBlocking(
                                () -> {
                                    Migration.run(config, schema, location);
                                    return null;
                                },
                                false);
        return untilThere(attempt).recover(failure -> Future.failedFuture(explained(failure)));
    }

    /// Runs `work` in a transaction, which is committed if its future succeeds.
    ///
    /// @return what `work` returned; fails in time, see [Failure#of]. After a transient failure it is unknown whether it was
    ///     committed.
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        long start = System.nanoTime();
        return used(pool.withTransaction(work), config.limits().transactionTimeout())
                .onComplete(_ -> transactions.record(Duration.ofNanos(System.nanoTime() - start)));
    }

    /// Runs `work` on a connection; each statement is a transaction of its own.
    public <T> Future<T> connection(Function<SqlConnection, Future<T>> work) {
        return used(pool.withConnection(work), config.limits().transactionTimeout());
    }

    /// Repeats `attempt` with growing pauses as long as its failure is transient.
    public <T> Future<T> untilThere(Supplier<Future<T>> attempt) {
        Promise<T> done = Promise.promise();
        attempt(attempt, backOff(), done);
        return done.future();
    }

    /// Returns whether the last use succeeded. It is used at least once a second. Thread-safe.
    public boolean isAvailable() {
        return availability.isAvailable();
    }

    /// Runs `listener` whenever [#isAvailable] changes.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// Closes all connections; what is under way fails.
    public Future<Void> close() {
        closed = true;
        vertx.cancelTimer(probeTimer);
        return pool.close();
    }

    private <T> void attempt(Supplier<Future<T>> attempt, Backoff pauses, Promise<T> done) {
        attempt.get()
                .onComplete(
                        result -> {
                            noteSuccess();
                            done.complete(result);
                        },
                        failure -> {
                            noteFailure(failure);
                            if (closed || Failure.of(failure) != Failure.TRANSIENT) {
                                done.fail(failure);
                            } else {
                                vertx.setTimer(
                                        pauses.next().toMillis(),
                                        _ -> attempt(attempt, pauses, done));
                            }
                        });
    }

    /// Limits the time, and learns from the outcome.
    private <T> Future<T> used(Future<T> result, Duration limit) {
        Pool usedPool = pool;
        return result.timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(
                        _ -> noteSuccess(),
                        failure -> {
                            if (failure instanceof TimeoutException) {
                                renew(usedPool);
                            }
                            noteFailure(failure);
                        });
    }

    /// A connection on which nothing comes back would be lent for ever.
    private void renew(Pool hanging) {
        if (!closed && hanging.equals(pool)) {
            pool = Pools.open(vertx, config, schema);
            hanging.close().onFailure(_ -> {});
        }
    }

    private void noteSuccess() {
        lastUseNanos = System.nanoTime();
        probes.reset();
        if (availability.answered()) {
            listeners.forEach(Runnable::run);
        }
    }

    private void noteFailure(Throwable failure) {
        Failure kind = Failure.of(failure);
        meters.counter("tickmesh.storage.failures", "service", service, "kind", kind.name())
                .increment();
        switch (kind) {
            case TRANSIENT, ACCESS -> {
                if (!closed && availability.failed(failure)) {
                    probeAfter(probes.next().toMillis());
                    listeners.forEach(Runnable::run);
                }
            }
            case CONSTRAINT, PROGRAMMING -> {}
        }
    }

    private void probeAfter(long millis) {
        vertx.cancelTimer(probeTimer);
        if (!closed) {
            probeTimer = vertx.setTimer(millis, _ -> probe());
        }
    }

    private void probe() {
        boolean fresh = System.nanoTime() - lastUseNanos < PROBE_EVERY.toNanos();
        Future<?> answer =
                isAvailable() && fresh
                        ? Future.succeededFuture()
                        : used(pool.query("SELECT 1").execute(), config.limits().connectTimeout());
        answer.onComplete(
                _ -> probeAfter(isAvailable() ? PROBE_EVERY.toMillis() : probes.next().toMillis()));
    }

    private StorageException explained(Throwable failure) {
        String message =
                switch (Failure.of(failure)) {
                    case ACCESS -> "the database %s lets us not in: %s";
                    case TRANSIENT -> "the database %s is away: %s";
                    case CONSTRAINT, PROGRAMMING ->
                            "the tables of " + schema + " in %s cannot be brought up to date: %s";
                };
        return new StorageException(message.formatted(config.url(), failure.getMessage()), failure);
    }

    private static Backoff backOff() {
        return new Backoff(FIRST_PAUSE, LONGEST_PAUSE, 0.5, RandomGenerator.getDefault());
    }
}
