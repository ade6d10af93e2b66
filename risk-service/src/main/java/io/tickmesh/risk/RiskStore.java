package io.tickmesh.risk;

import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tables of risk-service. What an account's brakes measured and did is only written while this node holds the account's claim.
/// For one context.
final class RiskStore {
    private static final Duration KEPT = Duration.ofDays(30);

    /// Events that are asked for again are not older.
    private static final Duration CLOSINGS_KEPT = Duration.ofHours(1);

    private final Database database;
    private final String node;
    private long revision;

    /// @param node name of this node
    RiskStore(Database database, String node) {
        this.database = database;
        this.node = node;
    }

    /// Takes those of the accounts that no other node holds, and reads what is known of them.
    ///
    /// @param byForce whether to take the others too: nobody else may be there
    /// @param now decisions shortly before it are of interest
    Future<Map<String, Taken>> take(Collection<String> accounts, boolean byForce, Instant now) {
        return database.transaction(connection -> take(connection, accounts, byForce, now));
    }

    /// Makes claims last; returns the accounts that are still this node's.
    Future<Set<String>> renew(Map<String, Long> epochs) {
        return database.connection(connection -> Claims.renew(connection, epochs));
    }

    /// Gives claims back.
    Future<Void> release(Map<String, Long> epochs) {
        return database.connection(connection -> Claims.release(connection, epochs));
    }

    /// Returns what is stored of accounts that nobody answers for.
    Future<Map<String, Taken>> brakes(List<String> accounts) {
        return database.connection(connection -> Recollection.brakes(connection, accounts));
    }

    /// Writes a batch, once; while the database is away it is tried again, for ever.
    ///
    /// @return the accounts that have become another node's, of which nothing was written
    Future<Set<String>> write(RiskJournal.Batch batch) {
        long from = revision;
        revision += batch.events().size() + 1;
        return database.untilThere(
                () -> database.transaction(connection -> write(connection, batch, from)));
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

    private Future<Map<String, Taken>> take(
            SqlConnection connection, Collection<String> accounts, boolean byForce, Instant now) {
        return Claims.take(connection, accounts, node, byForce)
                .compose(got ->
                        got.claims().isEmpty()
                                ? Future.succeededFuture(Map.of())
                                : recollect(connection, got, now));
    }

    private Future<Map<String, Taken>> recollect(
            SqlConnection connection, Claims.Got got, Instant now) {
        return (got.afterCrash() ? EventLog.gap(connection, now) : Future.<Void>succeededFuture())
                .compose(_ -> connection.query(BrakeRows.LAST_REVISION).execute())
                .compose(rows -> {
                    revision = Math.max(revision, rows.iterator().next().getLong(0) + 1);
                    return Recollection.load(connection, got.claims(), now);
                });
    }

    private static Future<Set<String>> write(
            SqlConnection connection, RiskJournal.Batch batch, long revision) {
        return (batch.reports().isEmpty()
                        ? Future.succeededFuture(Set.<String>of())
                        : Claims.confirm(connection, batch.reports()))
                .compose(held -> {
                    Set<String> lost = new HashSet<>(batch.reports().keySet());
                    lost.removeAll(held);
                    return write(connection, batch.without(lost), revision, lost);
                });
    }

    private static Future<Set<String>> write(
            SqlConnection connection, RiskJournal.Batch batch, long revision, Set<String> lost) {
        Future<?> written = Future.succeededFuture();
        for (Map.Entry<String, Report> report : batch.reports().entrySet()) {
            Changes changes = report.getValue().changes();
            written =
                    written.compose(_ ->
                            brakes(connection, report.getKey(), changes, batch.at(), revision));
        }
        long number = revision;
        for (AccountEvent event : batch.events()) {
            long next = ++number;
            written = written.compose(_ -> breaker(connection, event, next));
        }
        List<Tuple> events = batch.events().stream().map(it -> RiskRows.event(it.event())).toList();
        List<Tuple> decisions = batch.decisions().stream().map(RiskRows::decision).toList();
        return written.compose(_ -> all(connection, RiskRows.INSERT_EVENT, events))
                .compose(_ -> all(connection, RiskRows.INSERT_DECISION, decisions))
                .compose(_ -> EventLog.append(connection, batch))
                .map(_ -> lost);
    }

    private static Future<?> brakes(
            SqlConnection connection, String account, Changes changes, Instant at, long revision) {
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
                                tuples(
                                        measured.losses(),
                                        (bot, losses, it) -> Tuple.of(bot, losses, account, it),
                                        revision)))
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
                                        .map(id -> Tuple.of(id, RiskRows.time(at), account))
                                        .toList()));
    }

    /// Other events leave the open breakers as they are.
    private static Future<?> breaker(SqlConnection connection, AccountEvent event, long revision) {
        Event what = event.event();
        if (what instanceof CircuitBreakerFired fired) {
            Tuple row = BrakeRows.fired(event.account(), fired, revision);
            return all(connection, BrakeRows.FIRED, List.of(row));
        }
        if (what instanceof CircuitBreakerReset reset) {
            Tuple row = BrakeRows.reset(event.account(), reset, revision);
            return all(connection, BrakeRows.RESET, List.of(row));
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
}
