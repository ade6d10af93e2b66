package io.tickmesh.risk;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.BreakerView;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The tables of risk-service. For one context.
final class RiskStore {
    private static final int DECISIONS = 10_000;
    private static final Duration RECENT = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String EQUITY =
            """
            INSERT INTO equity (account, peak, current, revision) VALUES ($1, $2, $3, $4)
            ON CONFLICT (account) DO UPDATE
            SET peak = excluded.peak, current = excluded.current, revision = excluded.revision
            WHERE equity.revision < excluded.revision
            """;
    private static final String LOSSES =
            """
            INSERT INTO loss_streak (bot, losses, revision) VALUES ($1, $2, $3)
            ON CONFLICT (bot) DO UPDATE SET losses = excluded.losses, revision = excluded.revision
            WHERE loss_streak.revision < excluded.revision
            """;
    private static final String FIRED =
            """
            INSERT INTO breaker
            (breaker, scope, subject, rule, value, limit_value, fired_at, until_at, is_open, revision)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, true, $9)
            ON CONFLICT (breaker) DO UPDATE
            SET value = excluded.value, limit_value = excluded.limit_value, fired_at = excluded.fired_at,
                until_at = excluded.until_at, is_open = true, revision = excluded.revision
            WHERE breaker.revision < excluded.revision
            """;
    private static final String RESET =
            "UPDATE breaker SET is_open = false, revision = $2 WHERE breaker = $1 AND revision < $2";
    private static final String LAST_REVISION =
            """
            SELECT greatest((SELECT max(revision) FROM equity), (SELECT max(revision) FROM loss_streak),
                            (SELECT max(revision) FROM breaker), 0)
            """;
    private static final String RECENT_DECISIONS =
            "SELECT * FROM decision WHERE at > $1 ORDER BY number DESC LIMIT $2";

    private final Database database;
    private long revision;

    RiskStore(Database database) {
        this.database = database;
    }

    /// Reads what an earlier run left. While the database is away it is tried again, for ever.
    ///
    /// @param now decisions shortly before it are of interest
    Future<RiskMemory> load(Instant now) {
        return database.untilThere(() -> database.transaction(connection -> load(connection, now)));
    }

    /// Writes a batch, once; while the database is away it is tried again, for ever.
    Future<Void> write(RiskJournal.Batch batch) {
        long from = revision;
        revision += batch.events().size() + 1;
        return database.untilThere(
                () -> database.transaction(connection -> write(connection, batch, from)));
    }

    /// Deletes decisions that nobody will ask for.
    Future<Void> deleteOld(Instant now) {
        return database.connection(connection ->
                        connection
                                .preparedQuery("DELETE FROM decision WHERE at < $1")
                                .execute(Tuple.of(RiskRows.time(now.minus(KEPT)))))
                .mapEmpty();
    }

    private Future<RiskMemory> load(SqlConnection connection, Instant now) {
        Map<String, Equity> equities = new HashMap<>();
        Map<String, Integer> losses = new HashMap<>();
        List<BreakerView> breakers = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        return connection
                .query(LAST_REVISION)
                .execute()
                .compose(rows -> {
                    revision = rows.iterator().next().getLong(0) + 1;
                    return connection.query("SELECT * FROM equity").execute();
                })
                .compose(rows -> {
                    rows.forEach(row ->
                            equities.put(
                                    row.getString("account"),
                                    new Equity(
                                            row.getBigDecimal("peak"),
                                            row.getBigDecimal("current"))));
                    return connection.query("SELECT * FROM loss_streak WHERE losses > 0").execute();
                })
                .compose(rows -> {
                    rows.forEach(row -> losses.put(row.getString("bot"), row.getInteger("losses")));
                    return connection.query("SELECT * FROM breaker WHERE is_open").execute();
                })
                .compose(rows -> {
                    rows.forEach(row -> breakers.add(breaker(row)));
                    return connection
                            .preparedQuery(RECENT_DECISIONS)
                            .execute(Tuple.of(RiskRows.time(now.minus(RECENT)), DECISIONS));
                })
                .map(rows -> {
                    rows.forEach(row -> decisions.addFirst(RiskRows.decision(row)));
                    return new RiskMemory(new Measured(equities, losses), breakers, decisions);
                });
    }

    private static Future<Void> write(
            SqlConnection connection, RiskJournal.Batch batch, long revision) {
        List<Tuple> equities = new ArrayList<>();
        batch.measured()
                .equities()
                .forEach((account, equity) ->
                        equities.add(Tuple.of(account, equity.peak(), equity.current(), revision)));
        List<Tuple> losses = new ArrayList<>();
        batch.measured()
                .losses()
                .forEach((bot, count) -> losses.add(Tuple.of(bot, count, revision)));
        Future<?> written =
                all(connection, EQUITY, equities).compose(_ -> all(connection, LOSSES, losses));
        long number = revision;
        for (Event event : batch.events()) {
            long next = ++number;
            written = written.compose(_ -> breaker(connection, event, next));
        }
        List<Tuple> events = batch.events().stream().map(RiskRows::event).toList();
        List<Tuple> decisions = batch.decisions().stream().map(RiskRows::decision).toList();
        return written.compose(_ -> all(connection, RiskRows.INSERT_EVENT, events))
                .compose(_ -> all(connection, RiskRows.INSERT_DECISION, decisions))
                .mapEmpty();
    }

    private static Future<?> breaker(SqlConnection connection, Event event, long revision) {
        // Other events leave the open breakers as they are.
        if (event instanceof CircuitBreakerFired fired) {
            Tuple row =
                    Tuple.from(
                            new Object[] {
                                fired.breaker(),
                                fired.scope().name(),
                                fired.subject(),
                                fired.rule(),
                                fired.value(),
                                fired.limit(),
                                RiskRows.time(fired.time()),
                                RiskRows.time(fired.until()),
                                revision
                            });
            return all(connection, FIRED, List.of(row));
        }
        if (event instanceof CircuitBreakerReset reset) {
            return all(connection, RESET, List.of(Tuple.of(reset.breaker(), revision)));
        }
        return Future.succeededFuture();
    }

    private static Future<?> all(SqlConnection connection, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : connection.preparedQuery(sql).executeBatch(rows);
    }

    private static BreakerView breaker(Row row) {
        return new BreakerView(
                row.getString("breaker"),
                BreakerScope.valueOf(row.getString("scope")),
                row.getString("subject"),
                row.getString("rule"),
                row.getBigDecimal("value"),
                row.getBigDecimal("limit_value"),
                Objects.requireNonNull(RiskRows.instant(row, "fired_at")),
                RiskRows.instant(row, "until_at"));
    }
}
