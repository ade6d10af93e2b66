package io.tickmesh.risk;

import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.BreakerView;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables of risk-service. For one context.
final class RiskStore {
    private static final int DECISIONS = 10_000;
    private static final Duration RECENT = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int CLOSINGS = 10_000;

    /// Events that are asked for again are not older.
    private static final Duration CLOSINGS_KEPT = Duration.ofHours(1);

    private static final String RECENT_DECISIONS =
            "SELECT * FROM decision WHERE at > $1 ORDER BY number DESC LIMIT $2";
    private static final String RECENT_CLOSINGS =
            "SELECT id FROM closing ORDER BY counted_at DESC LIMIT $1";
    private static final String HEARD =
            """
            INSERT INTO heard (until) VALUES ($1)
            ON CONFLICT (one) DO UPDATE SET until = greatest(heard.until, excluded.until)
            """;

    private final Database database;
    private long revision;

    RiskStore(Database database) {
        this.database = database;
    }

    /// Reads what an earlier run left, and notes that another one begins. While the database is away it is tried again, for ever.
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

    /// Notes that the run ended in order.
    Future<Void> end() {
        return database.connection(EventLog::end);
    }

    /// Deletes what nobody will ask for.
    Future<Void> deleteOld(Instant now) {
        return database.connection(connection ->
                delete(connection, "DELETE FROM decision WHERE at < $1", now.minus(KEPT))
                        .compose(_ ->
                                delete(
                                        connection,
                                        "DELETE FROM log WHERE stored_at < $1",
                                        now.minus(EventLog.KEPT)))
                        .compose(_ ->
                                delete(
                                        connection,
                                        "DELETE FROM closing WHERE counted_at < $1",
                                        now.minus(CLOSINGS_KEPT))));
    }

    private static Future<Void> delete(SqlConnection connection, String sql, Instant before) {
        return connection.preparedQuery(sql).execute(Tuple.of(RiskRows.time(before))).mapEmpty();
    }

    private Future<RiskMemory> load(SqlConnection connection, Instant now) {
        Loaded loaded = new Loaded();
        return EventLog.begin(connection, now)
                .compose(_ -> connection.query(BrakeRows.LAST_REVISION).execute())
                .compose(rows -> {
                    revision = rows.iterator().next().getLong(0) + 1;
                    return connection.query("SELECT * FROM equity").execute();
                })
                .compose(rows -> {
                    rows.forEach(loaded::equity);
                    return connection.query("SELECT * FROM daily_loss").execute();
                })
                .compose(rows -> {
                    rows.forEach(loaded::dailyLoss);
                    return connection.query("SELECT * FROM loss_streak WHERE losses > 0").execute();
                })
                .compose(rows -> {
                    rows.forEach(loaded::losses);
                    return connection.query("SELECT * FROM trading_state").execute();
                })
                .compose(rows -> {
                    rows.forEach(loaded::choice);
                    return connection.query("SELECT * FROM breaker WHERE is_open").execute();
                })
                .compose(rows -> {
                    rows.forEach(row -> loaded.breakers.add(BrakeRows.breaker(row)));
                    return connection.preparedQuery(RECENT_CLOSINGS).execute(Tuple.of(CLOSINGS));
                })
                .compose(rows -> {
                    rows.forEach(row -> loaded.closings.addFirst(row.getString("id")));
                    return connection
                            .preparedQuery(RECENT_DECISIONS)
                            .execute(Tuple.of(RiskRows.time(now.minus(RECENT)), DECISIONS));
                })
                .compose(rows -> {
                    rows.forEach(row -> loaded.answers.addFirst(RiskRows.answered(row)));
                    return connection.query("SELECT * FROM heard").execute();
                })
                .map(loaded::memory);
    }

    private static Future<Void> write(
            SqlConnection connection, RiskJournal.Batch batch, long revision) {
        Future<?> written = brakes(connection, batch, revision);
        long number = revision;
        for (Event event : batch.events()) {
            long next = ++number;
            written = written.compose(_ -> breaker(connection, event, next));
        }
        List<Tuple> events = batch.events().stream().map(RiskRows::event).toList();
        List<Tuple> decisions = batch.decisions().stream().map(RiskRows::decision).toList();
        return written.compose(_ -> all(connection, RiskRows.INSERT_EVENT, events))
                .compose(_ -> all(connection, RiskRows.INSERT_DECISION, decisions))
                .compose(_ -> EventLog.append(connection, batch))
                .mapEmpty();
    }

    private static Future<?> brakes(
            SqlConnection connection, RiskJournal.Batch batch, long revision) {
        Changes changes = batch.changes();
        Measured measured = changes.measured();
        return all(
                        connection,
                        BrakeRows.EQUITY,
                        tuples(measured.equities(), BrakeRows::equity, revision))
                .compose(_ ->
                        all(
                                connection,
                                BrakeRows.DAILY_LOSS,
                                tuples(measured.dailyLosses(), BrakeRows::dailyLoss, revision)))
                .compose(_ ->
                        all(
                                connection,
                                BrakeRows.LOSSES,
                                tuples(measured.losses(), Tuple::of, revision)))
                .compose(_ ->
                        all(
                                connection,
                                BrakeRows.CHOICE,
                                tuples(changes.choices(), BrakeRows::choice, revision)))
                .compose(_ ->
                        all(
                                connection,
                                BrakeRows.CLOSING,
                                changes.closings().stream()
                                        .map(id -> Tuple.of(id, RiskRows.time(batch.at())))
                                        .toList()))
                .compose(_ ->
                        all(
                                connection,
                                HEARD,
                                batch.heard() == null
                                        ? List.of()
                                        : List.of(Tuple.of(RiskRows.time(batch.heard())))));
    }

    /// Other events leave the open breakers as they are.
    private static Future<?> breaker(SqlConnection connection, Event event, long revision) {
        if (event instanceof CircuitBreakerFired fired) {
            return all(connection, BrakeRows.FIRED, List.of(BrakeRows.fired(fired, revision)));
        }
        if (event instanceof CircuitBreakerReset reset) {
            return all(connection, BrakeRows.RESET, List.of(BrakeRows.reset(reset, revision)));
        }
        return Future.succeededFuture();
    }

    private static <T> List<Tuple> tuples(Map<String, T> values, Writer<T> writer, long revision) {
        return values.entrySet().stream()
                .map(entry -> writer.tuple(entry.getKey(), entry.getValue(), revision))
                .toList();
    }

    private static Future<?> all(SqlConnection connection, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : connection.preparedQuery(sql).executeBatch(rows);
    }

    @FunctionalInterface
    private interface Writer<T> {
        Tuple tuple(String key, T value, long revision);
    }

    private static final class Loaded {
        private final Map<String, Equity> equities = new HashMap<>();
        private final Map<String, DailyLoss> dailyLosses = new HashMap<>();
        private final Map<String, Integer> losses = new HashMap<>();
        private final Map<String, Choice> choices = new HashMap<>();
        private final List<BreakerView> breakers = new ArrayList<>();
        private final List<String> closings = new ArrayList<>();
        private final List<Answered> answers = new ArrayList<>();

        void equity(Row row) {
            equities.put(row.getString("account"), BrakeRows.equity(row));
        }

        void dailyLoss(Row row) {
            dailyLosses.put(row.getString("account"), BrakeRows.dailyLoss(row));
        }

        void losses(Row row) {
            losses.put(row.getString("bot"), row.getInteger("losses"));
        }

        void choice(Row row) {
            choices.put(row.getString("account"), BrakeRows.choice(row));
        }

        RiskMemory memory(RowSet<Row> heard) {
            @Nullable Instant until = null;
            for (Row row : heard) {
                until = RiskRows.instant(row, "until");
            }
            return new RiskMemory(
                    new Measured(equities, dailyLosses, losses),
                    choices,
                    breakers,
                    closings,
                    answers,
                    until);
        }
    }
}
