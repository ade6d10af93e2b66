package io.tickmesh.gateway.access;

import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The table of what people did. For one context.
final class AuditStore {
    private static final String INSERT =
            """
            INSERT INTO audit
            (at, name, token_id, session_id, role, address, method, path, action, status, took_millis)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """;
    private static final String LIST =
            """
            SELECT * FROM audit WHERE $1::bigint IS NULL OR number < $1 ORDER BY number DESC LIMIT $2
            """;
    private static final String DELETE_OLD =
            "DELETE FROM audit WHERE at < now() - $1 * interval '1 second'";

    private final Database database;

    AuditStore(Database database) {
        this.database = database;
    }

    boolean isAvailable() {
        return database.isAvailable();
    }

    /// Writes them all or none.
    Future<Void> add(List<AuditEntry> entries) {
        List<Tuple> rows = entries.stream().map(AuditStore::row).toList();
        return database.transaction(
                        connection -> connection.preparedQuery(INSERT).executeBatch(rows))
                .mapEmpty();
    }

    Future<Slice<AuditEntry>> list(@Nullable Long before, int limit) {
        return database.connection(connection ->
                        connection.preparedQuery(LIST).execute(Tuple.of(before, limit + 1)))
                .map(rows -> Rows.slice(rows, limit, AuditStore::entry));
    }

    Future<Void> deleteOlderThan(Duration age) {
        return database.connection(connection ->
                        connection.preparedQuery(DELETE_OLD).execute(Tuple.of(age.toSeconds())))
                .mapEmpty();
    }

    private static Tuple row(AuditEntry entry) {
        return Tuple.from(
                new @Nullable Object[] {
                    Rows.time(entry.time()),
                    entry.name(),
                    entry.token(),
                    entry.session(),
                    entry.role() == null ? null : entry.role().toString(),
                    entry.address(),
                    entry.method(),
                    entry.path(),
                    entry.action(),
                    entry.status(),
                    entry.tookMillis()
                });
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getLong("number").toString(),
                Objects.requireNonNull(Rows.instant(row, "at")),
                row.getString("name"),
                row.getString("token_id"),
                row.getString("session_id"),
                row.getString("role") == null ? null : Rows.role(row),
                row.getString("address"),
                row.getString("method"),
                row.getString("path"),
                row.getString("action"),
                row.getInteger("status"),
                row.getLong("took_millis"));
    }
}
