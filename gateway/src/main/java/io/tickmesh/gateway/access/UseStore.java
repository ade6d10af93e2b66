package io.tickmesh.gateway.access;

import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What gateways tell each other of tokens and sessions by their tables: which have ended, and when they were used. For one context.
final class UseStore {
    private static final String REVOKED =
            """
            SELECT now() AS at, NULL::bytea AS hash
            UNION ALL
            SELECT now(), hash FROM token WHERE revoked_at > coalesce($1::timestamptz, now()) - interval '15 s'
            UNION ALL
            SELECT now(), hash FROM session WHERE revoked_at > coalesce($1::timestamptz, now()) - interval '15 s'
            """;
    private static final String TOKEN_USED =
            "UPDATE token SET last_used_at = greatest(last_used_at, $2) WHERE id = $1";
    private static final String SESSION_USED =
            "UPDATE session SET last_used_at = greatest(last_used_at, $2) WHERE id = $1";

    private final Database database;

    UseStore(Database database) {
        this.database = database;
    }

    /// @param at time of the database
    /// @param hashes what was revoked lately
    record Revoked(OffsetDateTime at, Set<SecretHash> hashes) {}

    /// Returns what was revoked since then, and some seconds before: a transaction that took long shows late.
    ///
    /// @param since as the database has told; null to begin now
    Future<Revoked> revokedSince(@Nullable OffsetDateTime since) {
        return database.connection(
                        connection -> connection.preparedQuery(REVOKED).execute(Tuple.of(since)))
                .map(rows -> {
                    Set<SecretHash> hashes = new HashSet<>();
                    @Nullable OffsetDateTime at = null;
                    for (Row row : rows) {
                        at = row.getOffsetDateTime("at");
                        Buffer hash = row.getBuffer("hash");
                        if (hash != null) {
                            hashes.add(SecretHash.ofStored(hash.getBytes()));
                        }
                    }
                    return new Revoked(Objects.requireNonNull(at), hashes);
                });
    }

    /// Writes when they were last used.
    Future<Void> used(List<Pass> passes) {
        List<Tuple> tokens = new ArrayList<>();
        List<Tuple> sessions = new ArrayList<>();
        for (Pass pass : passes) {
            Principal who = pass.principal();
            if (who.session() != null) {
                sessions.add(Tuple.of(who.session(), Rows.time(pass.lastUse())));
            } else {
                tokens.add(Tuple.of(who.token(), Rows.time(pass.lastUse())));
            }
        }
        return database.connection(connection ->
                all(connection, TOKEN_USED, tokens)
                        .compose(_ -> all(connection, SESSION_USED, sessions)));
    }

    private static Future<Void> all(SqlConnection connection, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : connection.preparedQuery(sql).executeBatch(rows).mapEmpty();
    }
}
