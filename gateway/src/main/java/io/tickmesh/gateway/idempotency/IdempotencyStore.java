package io.tickmesh.gateway.idempotency;

import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of keys. For one context.
final class IdempotencyStore {
    private static final String BEGIN =
            """
            INSERT INTO idempotency AS known (client, key, request, begun_at) VALUES ($1, $2, $3, clock_timestamp())
            ON CONFLICT (client, key) DO UPDATE
            SET request = excluded.request, begun_at = excluded.begun_at, answer = NULL
            WHERE known.begun_at < now() - interval '24 hours'
            RETURNING begun_at
            """;
    private static final String FIND =
            """
            SELECT request, answer, begun_at < now() - $3 * interval '1 ms' AS abandoned
            FROM idempotency WHERE client = $1 AND key = $2
            """;
    private static final String ANSWER =
            "UPDATE idempotency SET answer = $4 WHERE client = $1 AND key = $2 AND begun_at = $3";
    private static final String RELEASE =
            "DELETE FROM idempotency WHERE client = $1 AND key = $2 AND begun_at = $3 AND answer IS"
                    + " NULL";
    private static final String FORGET =
            """
            DELETE FROM idempotency WHERE begun_at < now() - interval '24 hours'
                OR begun_at <= (SELECT begun_at FROM idempotency ORDER BY begun_at DESC OFFSET $1 LIMIT 1)
            """;

    private final Database database;

    IdempotencyStore(Database database) {
        this.database = database;
    }

    /// @param abandoned whether it has no answer although it cannot be under way any more
    record First(Buffer request, @Nullable Buffer answer, boolean abandoned) {}

    boolean isAvailable() {
        return database.isAvailable();
    }

    /// Notes that a request begins.
    ///
    /// @return since when; empty if the key was used before
    Future<Optional<OffsetDateTime>> begin(OnceKey key) {
        return query(BEGIN, Tuple.of(key.client(), key.key(), key.request()))
                .map(rows -> one(rows).map(row -> row.getOffsetDateTime("begun_at")));
    }

    /// Returns the first request with that key; empty if it was forgotten meanwhile.
    ///
    /// @param longest how long a request can be under way
    Future<Optional<First>> first(OnceKey key, Duration longest) {
        return query(FIND, Tuple.of(key.client(), key.key(), (double) longest.toMillis()))
                .map(rows -> one(rows).map(IdempotencyStore::first));
    }

    Future<Void> answer(OnceKey key, OffsetDateTime begun, Buffer sealed) {
        return query(ANSWER, Tuple.of(key.client(), key.key(), begun, sealed)).mapEmpty();
    }

    /// Forgets a request that was surely not done.
    Future<Void> release(OnceKey key, OffsetDateTime begun) {
        return query(RELEASE, Tuple.of(key.client(), key.key(), begun)).mapEmpty();
    }

    /// Forgets what is old, and the oldest of what is more than so many.
    Future<Void> forget(int most) {
        return query(FORGET, Tuple.of(most)).mapEmpty();
    }

    private Future<RowSet<Row>> query(String sql, Tuple values) {
        return database.connection(connection -> connection.preparedQuery(sql).execute(values));
    }

    private static First first(Row row) {
        return new First(
                row.getBuffer("request"), row.getBuffer("answer"), row.getBoolean("abandoned"));
    }

    private static Optional<Row> one(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }
}
