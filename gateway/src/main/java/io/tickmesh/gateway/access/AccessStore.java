package io.tickmesh.gateway.access;

import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tables of tokens and sessions. For one context.
final class AccessStore {
    private static final String FIND_TOKEN =
            """
            SELECT id, name, role, expires_at, last_used_at FROM token
            WHERE hash = $1 AND revoked_at IS NULL
            """;
    private static final String REVOKED =
            """
            SELECT now() AS at, NULL::bytea AS hash
            UNION ALL
            SELECT now(), hash FROM token WHERE revoked_at > coalesce($1, now()) - interval '10 s'
            UNION ALL
            SELECT now(), hash FROM session WHERE revoked_at > coalesce($1, now()) - interval '10 s'
            """;
    private static final String TOKEN_USED =
            "UPDATE token SET last_used_at = greatest(last_used_at, $2) WHERE id = $1";

    private final Database database;

    AccessStore(Database database) {
        this.database = database;
    }

    /// @param at time of the database
    /// @param hashes what was revoked lately
    record Revoked(OffsetDateTime at, Set<SecretHash> hashes) {}

    boolean isAvailable() {
        return database.isAvailable();
    }

    /// Returns a token that was not revoked; it may have expired.
    Future<Optional<Pass>> token(SecretHash hash) {
        return query(FIND_TOKEN, Tuple.of(Buffer.buffer(hash.bytes())))
                .map(rows -> one(rows).map(row -> pass(row, Principal.Kind.TOKEN)));
    }

    /// Returns what was revoked since then, and some seconds before: a transaction that took long shows late.
    ///
    /// @param since as the database has told; null to begin now
    Future<Revoked> revokedSince(@Nullable OffsetDateTime since) {
        return query(REVOKED, Tuple.of(since))
                .map(rows -> {
                    Set<SecretHash> hashes = new HashSet<>();
                    OffsetDateTime at = since;
                    for (Row row : rows) {
                        at = row.getOffsetDateTime("at");
                        Buffer hash = row.getBuffer("hash");
                        if (hash != null) {
                            hashes.add(SecretHash.ofStored(hash.getBytes()));
                        }
                    }
                    return new Revoked(java.util.Objects.requireNonNull(at), hashes);
                });
    }

    /// Writes when they were last used.
    Future<Void> used(List<Pass> passes) {
        List<Tuple> tokens = new ArrayList<>();
        for (Pass pass : passes) {
            tokens.add(Tuple.of(pass.principal().id(), time(pass.lastUse())));
        }
        return database.connection(
                        connection -> connection.preparedQuery(TOKEN_USED).executeBatch(tokens))
                .mapEmpty();
    }

    Future<Void> close() {
        return database.close();
    }

    private Future<RowSet<Row>> query(String sql, Tuple values) {
        return database.connection(connection -> connection.preparedQuery(sql).execute(values));
    }

    private static Optional<Row> one(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    private static Pass pass(Row row, Principal.Kind kind) {
        Principal principal =
                new Principal(
                        row.getString("id"),
                        row.getString("name"),
                        Role.valueOf(row.getString("role").toUpperCase(java.util.Locale.ROOT)),
                        kind,
                        instant(row, "expires_at"));
        return new Pass(principal, instant(row, "last_used_at"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
