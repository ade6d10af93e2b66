package io.tickmesh.bot.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Which shards of bots this node may run. The database decides: by its own clock a lease lasts [#TTL] after each renewal, and what
/// was written under an older epoch than the one it holds is refused. Belongs to one context.
///
/// A database that is away renews nothing; when it is back, what nobody else has taken meanwhile is still ours.
public final class Leases {
    /// How long a lease lasts that is not renewed, by the clock of the database.
    public static final Duration TTL = Duration.ofSeconds(5);

    /// How long a node may act on a lease after it asked for the last renewal that succeeded, by its monotonic clock.
    public static final Duration VALID = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    // Held FOR KEY SHARE by whoever writes under a lease: it changes hands only between two
    // transactions, and renewals wait for none.
    private static final String FORCE =
            """
            WITH wanted AS (SELECT shard FROM lease WHERE shard = ANY($1) ORDER BY shard FOR UPDATE)
            UPDATE lease SET owner = $2, epoch = epoch + 1, expires_at = clock_timestamp() + $3 * interval '1 ms'
            FROM wanted WHERE lease.shard = wanted.shard RETURNING lease.shard, lease.epoch
            """;
    // Whoever is just being written for has to wait: one transaction that hangs must not hold up
    // all others.
    private static final String ACQUIRE =
            """
            WITH wanted AS (
                SELECT shard FROM lease
                WHERE shard = ANY($1) AND (owner IS NULL OR owner = $2 OR expires_at < clock_timestamp())
                ORDER BY shard FOR UPDATE SKIP LOCKED)
            UPDATE lease SET owner = $2, epoch = epoch + 1, expires_at = clock_timestamp() + $3 * interval '1 ms'
            FROM wanted WHERE lease.shard = wanted.shard RETURNING lease.shard, lease.epoch
            """;
    private static final String RENEW =
            """
            UPDATE lease SET expires_at = clock_timestamp() + $4 * interval '1 ms'
            FROM unnest($1::integer[], $2::bigint[]) AS held (shard, epoch)
            WHERE lease.shard = held.shard AND lease.epoch = held.epoch AND lease.owner = $3
            RETURNING lease.shard
            """;
    private static final String RELEASE =
            """
            UPDATE lease SET owner = NULL, expires_at = clock_timestamp()
            FROM unnest($1::integer[], $2::bigint[]) AS held (shard, epoch)
            WHERE lease.shard = held.shard AND lease.epoch = held.epoch AND lease.owner = $3
            """;
    private final Database database;
    private final String owner;
    private final LongSupplier nanoTime;
    private final Holdings holdings;
    private @Nullable Future<Set<Integer>> renewal;

    /// Opens a connection for leases alone: a renewal that waits for what people ask, or for a commit, comes too late. A hanging one is
    /// given up before a lease ends. It counts as the service `bots-leases`.
    ///
    /// @param owner name of this node; no other may have it
    public static Leases open(
            Vertx vertx, DatabaseConfig config, String owner, MeterRegistry meters) {
        DatabaseConfig.Limits shared = config.limits();
        DatabaseConfig.Limits limits =
                new DatabaseConfig.Limits(
                        1,
                        shorter(shared.connectTimeout(), PATIENCE),
                        shorter(shared.statementTimeout(), PATIENCE.dividedBy(2)));
        Database database =
                Database.open(vertx, config.withLimits(limits), "bots", "bots-leases", meters);
        return new Leases(database, owner, System::nanoTime);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// @param owner name of this node; no other may have it
    /// @param nanoTime monotonic clock, nanoseconds
    Leases(Database database, String owner, LongSupplier nanoTime) {
        this.database = database;
        this.owner = owner;
        this.nanoTime = nanoTime;
        this.holdings = new Holdings(nanoTime, VALID);
    }

    /// Takes those of the shards that are free, were given back, have expired, or were held by this node before it started.
    ///
    /// @return those that it got; what it held already, or lost without [#renew()] having said so yet, is not among them. Fails if the
    ///     database is away
    public Future<Set<Integer>> acquire(Set<Integer> shards) {
        Set<Integer> wanted = new TreeSet<>(shards);
        wanted.removeAll(holdings.epochs().keySet());
        wanted.removeIf(holdings::isLost);
        return take(ACQUIRE, wanted);
    }

    /// Takes the shards from whoever has them, for a node that is alone.
    ///
    /// @return fails if the database is away
    public Future<Set<Integer>> force(Set<Integer> shards) {
        return take(FORCE, shards);
    }

    /// Renews all that is held; to be called once a second. While one is under way, there is no other.
    ///
    /// @return the shards that were lost since it was called last, here or by a write that was refused; fails within two seconds if the
    ///     database does not answer, and then nothing is lost yet
    public Future<Set<Integer>> renew() {
        Future<Set<Integer>> underWay = renewal;
        if (underWay != null) {
            return underWay;
        }
        Map<Integer, Long> wanted = holdings.epochs();
        if (wanted.isEmpty()) {
            return Future.succeededFuture(holdings.lost());
        }
        long asked = nanoTime.getAsLong();
        Future<Set<Integer>> answer =
                execute(RENEW, shards(wanted.keySet()), epochs(wanted), owner, TTL.toMillis())
                        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .map(rows -> {
                            Set<Integer> renewed = new TreeSet<>();
                            rows.forEach(row -> renewed.add(row.getInteger("shard")));
                            holdings.renewed(wanted, renewed, asked);
                            return holdings.lost();
                        });
        renewal = answer;
        return answer.onComplete(_ -> renewal = null);
    }

    /// Gives shards back, so that others may take them at once. They are not held any more from the call on, even if it fails because
    /// the database is away: then they expire.
    public Future<Void> release(Set<Integer> shards) {
        Map<Integer, Long> given = holdings.giveBack(shards);
        return given.isEmpty()
                ? Future.succeededFuture()
                : execute(RELEASE, shards(given.keySet()), epochs(given), owner).mapEmpty();
    }

    /// Returns whether this node may decide for the bots of a shard now.
    public boolean isValid(int shard) {
        return holdings.isValid(shard);
    }

    /// Returns the shards that are held, valid or not.
    public Set<Integer> held() {
        return holdings.epochs().keySet();
    }

    /// Returns the epoch in which a shard is held, if it is.
    OptionalLong epoch(int shard) {
        return holdings.epoch(shard);
    }

    /// Learns from a write that was refused.
    void lost(int shard, long epoch) {
        holdings.lose(shard, epoch);
    }

    String owner() {
        return owner;
    }

    /// Closes the connection; what is held expires.
    public Future<Void> close() {
        return database.close();
    }

    private Future<Set<Integer>> take(String sql, Set<Integer> wanted) {
        if (wanted.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        long asked = nanoTime.getAsLong();
        return execute(sql, shards(wanted), owner, TTL.toMillis())
                .map(rows -> {
                    Map<Integer, Long> got = new TreeMap<>();
                    rows.forEach(row -> got.put(row.getInteger("shard"), row.getLong("epoch")));
                    holdings.got(got, asked);
                    return got.keySet();
                });
    }

    private Future<RowSet<Row>> execute(String sql, Object... values) {
        return database.connection(
                connection -> connection.preparedQuery(sql).execute(Tuple.wrap(values)));
    }

    private static Integer[] shards(Collection<Integer> shards) {
        return shards.toArray(Integer[]::new);
    }

    private static Long[] epochs(Map<Integer, Long> leases) {
        return leases.values().toArray(Long[]::new);
    }
}
