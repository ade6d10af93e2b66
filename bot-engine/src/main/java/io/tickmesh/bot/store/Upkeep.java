package io.tickmesh.bot.store;

import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/// Thins out old equity snapshots and deletes old signals and events, a small step at a time, so that it is never in the way. How far it has come
/// is stored with each step.
public final class Upkeep {
    // A step looks at the snapshots of so much time.
    private static final Duration MINUTES_STEP = Duration.ofMinutes(10);
    private static final Duration HOURS_STEP = Duration.ofHours(6);
    private static final int STEP = 2_000;
    private static final String BEGIN =
            """
            INSERT INTO upkeep (job, done_until)
            SELECT $1, date_trunc('hour', min(time)) FROM equity HAVING min(time) IS NOT NULL
            ON CONFLICT (job) DO NOTHING
            """;
    private static final String DONE_UNTIL =
            "SELECT done_until FROM upkeep WHERE job = $1 FOR UPDATE SKIP LOCKED";
    private static final String THIN =
            """
            DELETE FROM equity AS old WHERE time >= $1 AND time < $2 AND EXISTS (
                SELECT FROM equity AS newer
                WHERE newer.bot = old.bot AND newer.account = old.account AND newer.time > old.time
                    AND newer.time < date_trunc($3, old.time) + ('1 ' || $3)::interval)
            """;
    private static final String NOTE = "UPDATE upkeep SET done_until = $2 WHERE job = $1";
    private static final String SIGNALS =
            """
            DELETE FROM signal WHERE id IN (SELECT id FROM signal WHERE time < $1 ORDER BY time LIMIT $2)
            """;

    private static final String EVENTS =
            """
            DELETE FROM event WHERE id IN (SELECT id FROM event WHERE stored_at < $1 ORDER BY stored_at LIMIT $2)
            """;
    // Nothing before that can be asked for any more.
    private static final String FORGET =
            "UPDATE upkeep SET done_until = greatest(done_until, $1) WHERE job = 'events'";

    private final Database database;
    private final Retention retention;

    public Upkeep(Database database, Retention retention) {
        this.database = database;
        this.retention = retention;
    }

    /// Takes one step of each job.
    ///
    /// @param now time of the data
    /// @return whether another step may find something to do
    public Future<Boolean> step(Instant now) {
        return thin("equity-minutes", "minute", now.minus(retention.rawEquity()), MINUTES_STEP)
                .compose(more ->
                        thin(
                                        "equity-hours",
                                        "hour",
                                        now.minus(retention.minuteEquity()),
                                        HOURS_STEP)
                                .map(also -> more || also))
                .compose(more -> signals(now).map(also -> more || also))
                .compose(more -> events(now).map(also -> more || also));
    }

    private Future<Boolean> thin(String job, String unit, Instant until, Duration step) {
        // Whole hours: what is thinned out later must not be cut in the middle of its unit.
        Instant end = until.truncatedTo(ChronoUnit.HOURS);
        return database.transaction(connection ->
                connection
                        .preparedQuery(BEGIN)
                        .execute(Tuple.of(job))
                        .compose(_ -> connection.preparedQuery(DONE_UNTIL).execute(Tuple.of(job)))
                        .compose(rows -> {
                            for (Row row : rows) {
                                Instant from = Rows.time(row, "done_until");
                                if (from.isBefore(end)) {
                                    Instant to = from.plus(step);
                                    return thin(
                                            connection,
                                            job,
                                            unit,
                                            from,
                                            to.isBefore(end) ? to : end);
                                }
                            }
                            return Future.succeededFuture(false);
                        }));
    }

    private static Future<Boolean> thin(
            SqlConnection connection, String job, String unit, Instant from, Instant to) {
        return connection
                .preparedQuery(THIN)
                .execute(Tuple.of(Statements.at(from), Statements.at(to), unit))
                .compose(_ ->
                        connection.preparedQuery(NOTE).execute(Tuple.of(job, Statements.at(to))))
                .map(_ -> true);
    }

    private Future<Boolean> signals(Instant now) {
        return database.connection(connection ->
                connection
                        .preparedQuery(SIGNALS)
                        .execute(Tuple.of(Statements.at(now.minus(retention.signals())), STEP))
                        .map(rows -> rows.rowCount() == STEP));
    }

    private Future<Boolean> events(Instant now) {
        OffsetDateTime end = Statements.at(now.minus(retention.events()));
        return database.transaction(connection ->
                connection
                        .preparedQuery(FORGET)
                        .execute(Tuple.of(end))
                        .compose(_ -> connection.preparedQuery(EVENTS).execute(Tuple.of(end, STEP)))
                        .map(rows -> rows.rowCount() == STEP));
    }
}
