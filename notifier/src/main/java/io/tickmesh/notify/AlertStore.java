package io.tickmesh.notify;

import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.request.ListNotifications;
import io.tickmesh.mesh.request.NotificationView;
import io.tickmesh.mesh.request.NotificationView.DeliveryStatus;
import io.tickmesh.mesh.request.Notifications;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The tables of the notifier. For one context.
final class AlertStore {
    private static final int MOST = 1_000;
    private static final int MOST_WAITING = 10_000;
    private static final Duration KEPT = Duration.ofDays(30);

    /// Who was away for longer looks at the list.
    private static final Duration WORTH_TELLING = Duration.ofDays(1);

    private static final String ALERT =
            """
            INSERT INTO alert (id, stored_at, at, severity, kind, text, bot, symbol) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (id) DO NOTHING
            """;
    private static final String DELIVERY =
            """
            INSERT INTO delivery (alert, channel, status, at, detail, owner) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (alert, channel) DO NOTHING
            """;
    private static final String NOTE =
            "UPDATE delivery SET status = $3, at = $4, detail = $5 WHERE alert = $1 AND channel = $2";
    private static final String TOO_OLD =
            """
            UPDATE delivery SET status = 'DROPPED', at = $2, detail = 'nobody could tell it for a day'
            WHERE status = 'WAITING' AND alert IN (SELECT id FROM alert WHERE stored_at < $1)
            """;
    private static final String WAITING =
            """
            SELECT alert.*, delivery.channel, delivery.owner FROM delivery JOIN alert ON alert.id = delivery.alert
            WHERE delivery.status = 'WAITING' AND (delivery.owner = $2 OR $3) ORDER BY alert.number LIMIT $1
            """;
    private static final String KNOWN = "SELECT id FROM alert ORDER BY number DESC LIMIT $1";
    private static final String PAGE =
            """
            SELECT a.*, d.channel, d.status, d.at AS told_at, d.detail FROM
            (SELECT * FROM alert WHERE number < $1 AND severity = ANY ($2) ORDER BY number DESC LIMIT $3) a
            LEFT JOIN delivery d ON d.alert = a.id ORDER BY a.number DESC, d.channel
            """;

    private static final String ALL_OURS =
            "UPDATE delivery SET owner = $1 WHERE status = 'WAITING' AND owner <> $1";

    private final Database database;
    private final String node;
    private final boolean alone;

    /// @param node name of this node
    /// @param alone whether no other node tells
    AlertStore(Database database, String node, boolean alone) {
        this.database = database;
        this.node = node;
        this.alone = alone;
    }

    /// An alert that a channel has not told.
    ///
    /// @param owner the node that was to do that
    record Waiting(Alert alert, String channel, String owner) {}

    /// What an earlier run left.
    ///
    /// @param known ids of the newest alerts, the oldest first
    record Left(List<Waiting> waiting, List<String> known) {}

    /// Reads what an earlier run of this node left, or of any if it is alone. While the database is away it is tried again, for ever.
    Future<Left> load(Instant now) {
        return database.untilThere(() -> database.transaction(connection -> load(connection, now)));
    }

    /// Writes a batch, once; while the database is away it is tried again, for ever.
    Future<Void> write(Outbox.Batch batch) {
        List<Tuple> alerts = batch.alerts().stream().map(AlertStore::row).toList();
        List<Tuple> deliveries =
                batch.alerts().stream()
                        .flatMap(written -> written.deliveries().stream())
                        .map(told -> row(told).addValue(node))
                        .toList();
        List<Tuple> notes = batch.notes().stream().map(AlertStore::row).toList();
        return database.untilThere(() ->
                database.transaction(connection ->
                        all(connection, ALERT, alerts)
                                .compose(_ -> all(connection, DELIVERY, deliveries))
                                .compose(_ -> all(connection, NOTE, notes))));
    }

    /// Deletes what nobody will ask for.
    Future<Void> deleteOld(Instant now) {
        return database.connection(connection ->
                connection
                        .preparedQuery("DELETE FROM alert WHERE stored_at < $1")
                        .execute(Tuple.of(time(now.minus(KEPT))))
                        .mapEmpty());
    }

    /// Returns a page, newest first; fails with UNAVAILABLE while the database is away.
    Future<Notifications> list(ListNotifications question) {
        int limit = Math.clamp(question.limit(), 1, MOST);
        Severity least = question.least() == null ? Severity.INFO : question.least();
        String[] severities =
                Arrays.stream(Severity.values())
                        .filter(severity -> severity.compareTo(least) >= 0)
                        .map(Severity::name)
                        .toArray(String[]::new);
        Tuple parameters = Tuple.of(before(question.cursor()), severities, limit + 1);
        return database.connection(connection -> connection.preparedQuery(PAGE).execute(parameters))
                .map(rows -> {
                    SequencedMap<Long, NotificationView> views = new LinkedHashMap<>();
                    rows.forEach(
                            row -> views.merge(row.getLong("number"), view(row), AlertStore::both));
                    return page(views, limit);
                })
                .recover(AlertStore::unavailable);
    }

    private Future<Left> load(SqlConnection connection, Instant now) {
        List<Waiting> waiting = new ArrayList<>();
        List<String> known = new ArrayList<>();
        return connection
                .preparedQuery(TOO_OLD)
                .execute(Tuple.of(time(now.minus(WORTH_TELLING)), time(now)))
                .compose(_ ->
                        alone
                                ? connection.preparedQuery(ALL_OURS).execute(Tuple.of(node))
                                : Future.succeededFuture())
                .compose(_ ->
                        connection
                                .preparedQuery(WAITING)
                                .execute(Tuple.of(MOST_WAITING, node, alone)))
                .compose(rows -> {
                    rows.forEach(row -> waiting.add(waiting(row)));
                    return connection.preparedQuery(KNOWN).execute(Tuple.of(MOST_WAITING));
                })
                .map(rows -> {
                    rows.forEach(row -> known.addFirst(row.getString("id")));
                    return new Left(waiting, known);
                });
    }

    private static Future<Void> all(SqlConnection connection, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : connection.preparedQuery(sql).executeBatch(rows).mapEmpty();
    }

    private static Tuple row(Outbox.Written written) {
        Alert alert = written.alert();
        return Tuple.from(
                new @Nullable Object[] {
                    alert.eventId(),
                    time(written.at()),
                    time(alert.time()),
                    alert.severity().name(),
                    alert.kind().key(),
                    alert.text(),
                    alert.bot(),
                    alert.symbol()
                });
    }

    private static Tuple row(Told told) {
        return Tuple.of(
                told.eventId(),
                told.channel(),
                told.status().name(),
                time(told.at()),
                told.detail());
    }

    static Waiting waiting(Row row) {
        return new Waiting(alert(row), row.getString("channel"), row.getString("owner"));
    }

    private static Alert alert(Row row) {
        return new Alert(
                Severity.valueOf(row.getString("severity")),
                AlertKind.ofKey(row.getString("kind")),
                row.getString("text"),
                row.getString("id"),
                instant(row, "at"),
                row.getString("bot"),
                row.getString("symbol"));
    }

    private static NotificationView view(Row row) {
        String channel = row.getString("channel");
        return new NotificationView(
                row.getString("id"),
                instant(row, "at"),
                Severity.valueOf(row.getString("severity")),
                row.getString("kind"),
                row.getString("text"),
                row.getString("bot"),
                row.getString("symbol"),
                channel == null
                        ? List.of()
                        : List.of(
                                new NotificationView.Delivery(
                                        channel,
                                        DeliveryStatus.valueOf(row.getString("status")),
                                        instant(row, "told_at"),
                                        row.getString("detail"))));
    }

    private static NotificationView both(NotificationView one, NotificationView other) {
        List<NotificationView.Delivery> deliveries = new ArrayList<>(one.deliveries());
        deliveries.addAll(other.deliveries());
        return new NotificationView(
                one.id(),
                one.time(),
                one.severity(),
                one.kind(),
                one.text(),
                one.bot(),
                one.symbol(),
                deliveries);
    }

    private static Notifications page(SequencedMap<Long, NotificationView> views, int limit) {
        if (views.size() <= limit) {
            return new Notifications(List.copyOf(views.values()), null);
        }
        Map.Entry<Long, NotificationView> further = views.pollLastEntry();
        return new Notifications(List.copyOf(views.values()), Long.toString(further.getKey() + 1));
    }

    private static <T> Future<T> unavailable(Throwable failure) {
        return switch (io.tickmesh.mesh.storage.Failure.of(failure)) {
            case TRANSIENT, ACCESS ->
                    Future.failedFuture(
                            new RequestFailedException(
                                    Failure.UNAVAILABLE, "the database is away"));
            case CONSTRAINT, PROGRAMMING -> Future.failedFuture(failure);
        };
    }

    private static long before(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException _) {
            throw new RequestFailedException(Failure.INVALID, "the cursor is not one of ours");
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
