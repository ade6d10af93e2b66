package io.tickmesh.bot.store;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads what was told, in the order in which it was stored. What was published before the question is among the answer, because
/// the answer waits until that is written. Belongs to one context.
///
/// Events that tell of a stored change were written before they were published. Signals, equity snapshots and failures are written
/// behind: after a crash the last of them, which somebody may have seen, can be missing.
public final class EventLog {
    private static final int MAX_LIMIT = 1_000;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final String EVENTS =
            """
            SELECT stored_at AS at, id, json FROM event
            WHERE (stored_at, id) > ($1, $2) ORDER BY stored_at, id LIMIT $3
            """;
    // Published at the moment that is their time.
    private static final String SIGNALS =
            """
            SELECT time AS at, * FROM signal
            WHERE time >= $1 AND (time, id COLLATE "C") > ($1, $2) ORDER BY time, id COLLATE "C" LIMIT $3
            """;
    private static final String EQUITY =
            """
            SELECT time AS at, * FROM equity
            WHERE time >= $1 AND (time, id COLLATE "C") > ($1, $2) ORDER BY time, id COLLATE "C" LIMIT $3
            """;
    private static final String BEGIN = "SELECT done_until FROM upkeep WHERE job = 'events'";

    private final Database database;
    private final PostgresLedger ledger;
    private final Retention retention;
    private final Supplier<Instant> now;

    public EventLog(
            Database database, PostgresLedger ledger, Retention retention, Supplier<Instant> now) {
        this.database = database;
        this.ledger = ledger;
        this.retention = retention;
        this.now = now;
    }

    /// Answers with a page; fails with a [RequestFailedException] if the question makes no sense or the database is away.
    public Future<RecalledEvents> recall(RecallTradingEvents query) {
        if (query.limit() < 1 || query.limit() > MAX_LIMIT) {
            throw new RequestFailedException(
                    Failure.INVALID,
                    "limit must be from 1 to %d, was %d".formatted(MAX_LIMIT, query.limit()));
        }
        Place from =
                query.cursor() == null ? new Place(query.since(), "") : Place.of(query.cursor());
        return ledger.written()
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .compose(_ -> database.connection(on -> read(on, query, from)))
                .recover(failure ->
                        Future.failedFuture(
                                new RequestFailedException(
                                        Failure.UNAVAILABLE,
                                        "storage does not answer: " + failure.getMessage())));
    }

    private Future<RecalledEvents> read(SqlConnection on, RecallTradingEvents query, Place from) {
        int most = query.limit() + 1;
        Future<List<Stored>> events =
                rows(on, EVENTS, from, most, row -> Json.event(row.getString("json")));
        Future<List<Stored>> signals = rows(on, SIGNALS, from, most, SignalRows::event);
        Future<List<Stored>> equity = rows(on, EQUITY, from, most, Rows::equity);
        Future<Boolean> complete =
                on.query(BEGIN)
                        .execute()
                        .map(rows ->
                                isKept(
                                        query.since(),
                                        Rows.time(rows.iterator().next(), "done_until")));
        return Future.all(events, signals, equity, complete)
                .map(_ -> {
                    List<Stored> all = new ArrayList<>(events.result());
                    all.addAll(signals.result());
                    all.addAll(equity.result());
                    all.sort(Comparator.comparing(Stored::place));
                    List<Stored> page = all.subList(0, Math.min(all.size(), query.limit()));
                    return new RecalledEvents(
                            page.stream().map(Stored::event).toList(),
                            all.size() > page.size() ? page.getLast().place.cursor() : null,
                            complete.result());
                });
    }

    private boolean isKept(Instant since, Instant begin) {
        Instant present = now.get();
        return !since.isBefore(begin)
                && !since.isBefore(present.minus(retention.signals()))
                && !since.isBefore(present.minus(retention.rawEquity()))
                && ChronoUnit.MICROS.between(Instant.EPOCH, since) > ledger.lastDropMicros();
    }

    private static Future<List<Stored>> rows(
            SqlConnection on, String sql, Place from, int most, Function<Row, Event> event) {
        return on.preparedQuery(sql)
                .execute(Tuple.of(Statements.at(from.time()), from.id(), most))
                .map(rows -> {
                    List<Stored> found = new ArrayList<>();
                    rows.forEach(row ->
                            found.add(
                                    new Stored(
                                            new Place(Rows.time(row, "at"), row.getString("id")),
                                            event.apply(row))));
                    return found;
                });
    }

    private record Stored(Place place, Event event) {}
}
