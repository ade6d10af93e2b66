package io.tickmesh.gateway.access;

import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of tokens. For one context.
final class TokenStore {
    private static final String FIND =
            """
            SELECT id, name, role, expires_at, last_used_at FROM token
            WHERE hash = $1 AND revoked_at IS NULL
            """;
    private static final String INSERT =
            """
            INSERT INTO token (id, hash, name, role, created_by, expires_at)
            SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM token WHERE revoked_at IS NULL) < $7
            RETURNING *
            """;
    private static final String LIST =
            """
            SELECT * FROM token WHERE revoked_at IS NULL AND ($1::bigint IS NULL OR number < $1)
            ORDER BY number DESC LIMIT $2
            """;
    private static final String REVOKE =
            "UPDATE token SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL";
    private static final String REVOKE_SESSIONS =
            "UPDATE session SET revoked_at = now() WHERE token_id = $1 AND revoked_at IS NULL";
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('tickmesh-admin'))";
    private static final String OWN = "SELECT * FROM token WHERE hash = $1";
    private static final String ADMINS =
            """
            SELECT 1 FROM token WHERE role = 'admin' AND revoked_at IS NULL
            AND (expires_at IS NULL OR expires_at > now()) LIMIT 1
            """;

    private final Database database;

    TokenStore(Database database) {
        this.database = database;
    }

    /// Returns a token that was not revoked; it may have expired.
    Future<Optional<Pass>> find(SecretHash hash) {
        return database.connection(connection ->
                        connection.preparedQuery(FIND).execute(Tuple.of(Rows.hash(hash))))
                .map(rows ->
                        Rows.first(rows)
                                .map(row ->
                                        new Pass(
                                                new Principal(
                                                        row.getString("name"),
                                                        Rows.role(row),
                                                        row.getString("id"),
                                                        null,
                                                        Rows.instant(row, "expires_at")),
                                                Rows.instant(row, "last_used_at"))));
    }

    /// Keeps a new token.
    ///
    /// @param most how many there may be
    /// @return empty if there are as many already
    Future<Optional<TokenView>> add(Secret secret, NewToken token, int most) {
        return database.connection(connection -> add(connection, secret, token, most));
    }

    /// Keeps a token of an admin if there is none that works; tries again while the database is away.
    Future<Optional<TokenView>> addFirstAdmin(Secret secret, NewToken token) {
        return database.untilThere(() ->
                database.transaction(connection ->
                        connection
                                .query(LOCK)
                                .execute()
                                .compose(_ -> own(connection, secret))
                                .compose(own ->
                                        own.isPresent()
                                                ? Future.succeededFuture(own)
                                                : addIfNoAdmin(connection, secret, token))));
    }

    /// What was tried before may have been kept though the answer was lost.
    private static Future<Optional<TokenView>> own(SqlConnection connection, Secret secret) {
        return connection
                .preparedQuery(OWN)
                .execute(Tuple.of(Rows.hash(secret.hash())))
                .map(rows -> Rows.first(rows).map(Rows::token));
    }

    private static Future<Optional<TokenView>> addIfNoAdmin(
            SqlConnection connection, Secret secret, NewToken token) {
        return connection
                .query(ADMINS)
                .execute()
                .compose(admins ->
                        admins.size() > 0
                                ? Future.succeededFuture(Optional.empty())
                                : add(connection, secret, token, Integer.MAX_VALUE));
    }

    Future<Slice<TokenView>> list(@Nullable Long before, int limit) {
        return database.connection(connection ->
                        connection.preparedQuery(LIST).execute(Tuple.of(before, limit + 1)))
                .map(rows -> Rows.slice(rows, limit, Rows::token));
    }

    /// Ends a token and the sessions that began with it.
    ///
    /// @return whether there was one
    Future<Boolean> revoke(String id) {
        return database.transaction(connection ->
                connection
                        .preparedQuery(REVOKE)
                        .execute(Tuple.of(id))
                        .compose(rows ->
                                connection
                                        .preparedQuery(REVOKE_SESSIONS)
                                        .execute(Tuple.of(id))
                                        .map(_ -> rows.rowCount() > 0)));
    }

    private static Future<Optional<TokenView>> add(
            SqlConnection connection, Secret secret, NewToken token, int most) {
        return connection
                .preparedQuery(INSERT)
                .execute(
                        Tuple.of(
                                Secret.randomId(),
                                Rows.hash(secret.hash()),
                                token.name(),
                                token.role().toString(),
                                token.by(),
                                Rows.time(token.expiresAt()),
                                most))
                .map(rows -> Rows.first(rows).map(Rows::token));
    }

    /// @param by who makes it
    /// @param expiresAt null for never
    record NewToken(String name, Role role, String by, @Nullable Instant expiresAt) {}
}
