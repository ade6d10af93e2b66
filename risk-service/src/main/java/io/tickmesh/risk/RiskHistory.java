package io.tickmesh.risk;

import io.tickmesh.mesh.bus.Gathered;
import io.tickmesh.mesh.request.ListRiskDecisions;
import io.tickmesh.mesh.request.ListRiskEvents;
import io.tickmesh.mesh.request.RecallRiskEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.RiskDecisions;
import io.tickmesh.mesh.request.RiskEvents;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers questions about what risk did, from its tables. For one context.
final class RiskHistory {
    private static final int MOST = 1_000;
    private static final String EVENTS =
            """
            SELECT * FROM event WHERE number < $1 AND ($2::text IS NULL OR subject = $2)
            ORDER BY number DESC LIMIT $3
            """;
    private static final String DECISIONS =
            """
            SELECT * FROM decision WHERE number < $1 AND ($2::text IS NULL OR account = $2)
            AND ($3::text IS NULL OR bot = $3) ORDER BY number DESC LIMIT $4
            """;

    private final Database database;
    private final InstantSource time;
    private final Supplier<Future<Void>> written;

    /// @param written writes what waits to be written; done when it is
    RiskHistory(Database database, InstantSource time, Supplier<Future<Void>> written) {
        this.database = database;
        this.time = time;
        this.written = written;
    }

    /// Tells again what was told, in pages.
    Future<RecalledEvents> recall(RecallRiskEvents question) {
        LogCursor after = LogCursor.read(question.cursor());
        int limit = limit(question.limit());
        Future<RecalledEvents> answer =
                written.get()
                        .compose(_ ->
                                database.connection(connection ->
                                        recall(connection, question.since(), after, limit)));
        return answer.recover(RiskHistory::unavailable);
    }

    /// Reads the page when all nodes have written what they had; what a silent one had may be missing.
    Future<RecalledEvents> join(RecallRiskEvents question, Gathered<RecalledEvents> gathered) {
        Map<String, RecalledEvents> answers = gathered.answers();
        return answers.size() == 1 && gathered.silent().isEmpty()
                ? Future.succeededFuture(answers.values().iterator().next())
                : recall(question)
                        .map(page ->
                                new RecalledEvents(
                                        page.items(),
                                        page.next(),
                                        page.complete() && gathered.silent().isEmpty()));
    }

    Future<RiskEvents> events(ListRiskEvents question) {
        int limit = limit(question.limit());
        return rows(EVENTS, Tuple.of(before(question.cursor()), question.subject(), limit + 1))
                .map(rows ->
                        new RiskEvents(items(rows, limit, RiskRows::eventView), next(rows, limit)));
    }

    Future<RiskDecisions> decisions(ListRiskDecisions question) {
        int limit = limit(question.limit());
        return rows(
                        DECISIONS,
                        Tuple.of(
                                before(question.cursor()),
                                question.account(),
                                question.bot(),
                                limit + 1))
                .map(rows ->
                        new RiskDecisions(
                                items(rows, limit, RiskRows::decisionView), next(rows, limit)));
    }

    private Future<List<Row>> rows(String sql, Tuple parameters) {
        return database.connection(connection -> connection.preparedQuery(sql).execute(parameters))
                .map(found -> {
                    List<Row> rows = new ArrayList<>();
                    found.forEach(rows::add);
                    return rows;
                })
                .recover(RiskHistory::unavailable);
    }

    private Future<RecalledEvents> recall(
            SqlConnection connection, Instant since, LogCursor after, int limit) {
        return EventLog.page(connection, since, after, limit)
                .compose(rows ->
                        EventLog.isComplete(connection, since, time.instant())
                                .map(complete ->
                                        new RecalledEvents(
                                                items(rows, limit, EventLog::event),
                                                rows.size() <= limit
                                                        ? null
                                                        : LogCursor.of(rows.get(limit - 1)).write(),
                                                complete)));
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

    private static <T> List<T> items(List<Row> rows, int limit, Function<Row, T> view) {
        return rows.stream().limit(limit).map(view).toList();
    }

    private static @Nullable String next(List<Row> rows, int limit) {
        return rows.size() <= limit ? null : rows.get(limit - 1).getLong("number").toString();
    }

    private static int limit(int asked) {
        return Math.clamp(asked, 1, MOST);
    }

    private static long before(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException _) {
            throw new RequestFailedException(Failure.INVALID, "the cursor is not one of ours");
        }
    }
}
