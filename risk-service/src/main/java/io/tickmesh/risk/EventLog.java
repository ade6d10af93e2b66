package io.tickmesh.risk;

import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.event.Event;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The table `log`: every event of risk as it was told, in the order in which it was. What risk decides on orders is told before it is
/// written, what its brakes do is written before it is told, or soon after while the database is slow.
final class EventLog {
    /// How long events are kept.
    static final Duration KEPT = Duration.ofDays(2);

    /// What is told first after it was written may have been written that long before.
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final String INSERT =
            "INSERT INTO log (stored_at, id, event) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    private static final String GAP = "INSERT INTO log (stored_at) VALUES ($1)";
    private static final String PAGE =
            """
            SELECT * FROM log WHERE stored_at >= $1 AND (stored_at, number) > ($2, $3) AND id IS NOT NULL
            ORDER BY stored_at, number LIMIT $4
            """;
    private static final String HAS_GAP =
            "SELECT EXISTS (SELECT FROM log WHERE stored_at >= $1 AND id IS NULL)";

    private EventLog() {}

    /// Notes that something before may be missing.
    static Future<Void> gap(SqlConnection connection, Instant now) {
        return connection.preparedQuery(GAP).execute(Tuple.of(RiskRows.time(now))).mapEmpty();
    }

    static Future<Void> append(SqlConnection connection, RiskJournal.Batch batch) {
        List<Tuple> rows =
                Stream.concat(
                                batch.decisions().stream().map(Decision::event),
                                batch.events().stream().map(AccountEvent::event))
                        .map(event -> row(event, batch.at()))
                        .toList();
        Future<Void> gap = batch.gap() ? gap(connection, batch.at()) : Future.succeededFuture();
        return gap.compose(_ ->
                        rows.isEmpty()
                                ? Future.succeededFuture()
                                : connection.preparedQuery(INSERT).executeBatch(rows))
                .mapEmpty();
    }

    /// Returns one row more than `limit`, if there is one.
    static Future<List<Row>> page(
            SqlConnection connection, Instant since, LogCursor after, int limit) {
        return connection
                .preparedQuery(PAGE)
                .execute(
                        Tuple.of(
                                RiskRows.time(since.minus(MARGIN)),
                                RiskRows.time(after.storedAt()),
                                after.number(),
                                limit + 1))
                .map(found -> {
                    List<Row> rows = new ArrayList<>();
                    found.forEach(rows::add);
                    return rows;
                });
    }

    /// Returns whether nothing since that time is missing.
    static Future<Boolean> isComplete(SqlConnection connection, Instant since, Instant now) {
        return connection
                .preparedQuery(HAS_GAP)
                .execute(Tuple.of(RiskRows.time(since.minus(MARGIN))))
                .map(rows ->
                        !rows.iterator().next().getBoolean(0)
                                && !since.isBefore(now.minus(KEPT).plus(MARGIN)));
    }

    static Event event(Row row) {
        try {
            return MeshJson.read(
                    row.getString("event").getBytes(StandardCharsets.UTF_8), Event.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tuple row(Event event, Instant at) {
        return Tuple.of(
                RiskRows.time(at),
                event.id(),
                new String(MeshJson.write(event), StandardCharsets.UTF_8));
    }
}
