package io.tickmesh.gateway.access;

import io.tickmesh.gateway.access.TokenStore.NewToken;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes and revokes tokens. Belongs to the event loop of its [Access]. What it returns fails while the database is away.
public final class Tokens {
    /// How many there may be.
    public static final int MOST = 1_000;

    private final Access access;

    public Tokens(Access access) {
        this.access = access;
    }

    /// A new token.
    ///
    /// @param secret shown to its owner once, and kept nowhere
    public record Created(Secret secret, TokenView token) {}

    /// Makes a token; empty if there are too many already.
    ///
    /// @param by name of who makes it
    /// @param expiresAt null for never
    public Future<Optional<Created>> create(
            String name, Role role, @Nullable Instant expiresAt, String by) {
        return access.tables()
                .compose(
                        tables -> create(tables.tokens(), new NewToken(name, role, by, expiresAt)));
    }

    /// Makes the first token of an admin as soon as the database is there; empty if there is one, or one stands in the
    /// configuration, or none is needed.
    public Future<Optional<Secret>> createFirst() {
        if (!access.config().required() || access.config().adminToken().isPresent()) {
            return Future.succeededFuture(Optional.empty());
        }
        Secret secret = Secret.randomToken();
        return access.whenOpened()
                .compose(tables ->
                        tables.tokens()
                                .addFirstAdmin(
                                        secret,
                                        new NewToken("first admin", Role.ADMIN, "start", null)))
                .map(made -> made.map(_ -> secret));
    }

    /// Makes a token without a gateway, for who has lost the last one.
    public static Future<Optional<Created>> createIn(
            Database database, String name, Role role, @Nullable Instant expiresAt) {
        return create(
                new TokenStore(database), new NewToken(name, role, "command line", expiresAt));
    }

    /// Returns tokens that were not revoked, the newest first.
    ///
    /// @param before number of the last one of the page before
    public Future<Slice<TokenView>> list(@Nullable Long before, int limit) {
        return access.tables().compose(tables -> tables.tokens().list(before, limit));
    }

    /// Revokes a token and the sessions that began with it, here at once and elsewhere within seconds.
    ///
    /// @return whether there was one
    public Future<Boolean> revoke(String id) {
        return access.tables()
                .compose(tables -> tables.tokens().revoke(id))
                .compose(was -> access.look().map(was));
    }

    /// Returns what people did, the newest first.
    ///
    /// @param before number of the last one of the page before
    public Future<Slice<AuditEntry>> audit(@Nullable Long before, int limit) {
        return access.tables().compose(tables -> tables.audit().list(before, limit));
    }

    private static Future<Optional<Created>> create(TokenStore store, NewToken token) {
        Secret secret = Secret.randomToken();
        return store.add(secret, token, MOST).map(made -> made.map(it -> new Created(secret, it)));
    }
}
