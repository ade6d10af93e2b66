package io.tickmesh.gateway.access;

import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of sessions. For one context.
final class SessionStore {
    private static final String FIND =
            """
            SELECT session.id, session.name, session.role, session.token_id, session.token_hash, session.expires_at,
                   session.last_used_at
            FROM session LEFT JOIN token ON token.id = session.token_id
            WHERE session.hash = $1 AND session.revoked_at IS NULL AND token.revoked_at IS NULL
              AND session.expires_at > now() AND session.last_used_at > now() - $2 * interval '1 millisecond'
            """;
    // Each sign-in clears away what ended long ago, so that the table does not grow for ever.
    private static final String INSERT =
            """
            WITH old AS (
                DELETE FROM session
                WHERE expires_at < now() - interval '1 day' OR revoked_at < now() - interval '1 day')
            INSERT INTO session (id, hash, token_id, token_hash, name, role, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;
    private static final String REVOKE =
            "UPDATE session SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL";

    private final Database database;
    private final Duration idle;
    private final Optional<Secret> adminToken;

    /// @param idle how long a session lasts without use
    /// @param adminToken the token of the configuration
    SessionStore(Database database, Duration idle, Optional<Secret> adminToken) {
        this.database = database;
        this.idle = idle;
        this.adminToken = adminToken;
    }

    /// Returns a session that goes on.
    Future<Optional<Pass>> find(SecretHash hash) {
        return database.connection(connection ->
                        connection
                                .preparedQuery(FIND)
                                .execute(Tuple.of(Rows.hash(hash), idle.toMillis())))
                .map(rows -> Rows.first(rows).filter(this::beganWithAKnownToken).map(this::pass));
    }

    /// Keeps a new session.
    Future<Principal> add(Secret secret, Principal by, Instant expiresAt) {
        String id = Secret.randomId();
        boolean configured = Principal.CONFIGURED.equals(by.token());
        Buffer tokenHash =
                configured ? adminToken.map(token -> Rows.hash(token.hash())).orElse(null) : null;
        Tuple values =
                Tuple.of(
                        id,
                        Rows.hash(secret.hash()),
                        by.token(),
                        tokenHash,
                        by.name(),
                        by.role().toString(),
                        Rows.time(expiresAt));
        return database.connection(connection -> connection.preparedQuery(INSERT).execute(values))
                .map(_ -> new Principal(by.name(), by.role(), by.token(), id, expiresAt));
    }

    Future<Void> revoke(String id) {
        return database.connection(
                        connection -> connection.preparedQuery(REVOKE).execute(Tuple.of(id)))
                .mapEmpty();
    }

    /// The configured token may be another one by now, or none.
    private boolean beganWithAKnownToken(Row row) {
        Buffer hash = row.getBuffer("token_hash");
        return hash == null
                ? !Principal.CONFIGURED.equals(row.getString("token_id"))
                : adminToken
                        .filter(token -> token.hash().equals(SecretHash.ofStored(hash.getBytes())))
                        .isPresent();
    }

    private Pass pass(Row row) {
        @Nullable Instant lastUsed = Rows.instant(row, "last_used_at");
        Principal principal =
                new Principal(
                        row.getString("name"),
                        Rows.role(row),
                        row.getString("token_id"),
                        row.getString("id"),
                        Objects.requireNonNull(Rows.instant(row, "expires_at")));
        return new Pass(principal, lastUsed, idle);
    }
}
