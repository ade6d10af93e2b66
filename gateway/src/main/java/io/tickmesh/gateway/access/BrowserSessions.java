package io.tickmesh.gateway.access;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs browsers in and out. Belongs to the event loop of its [Access].
public final class BrowserSessions {
    private final Access access;
    private final SignInCodes codes;

    public BrowserSessions(Access access) {
        this.access = access;
        codes = new SignInCodes(access::now);
    }

    /// A session that has begun.
    ///
    /// @param secret for the cookie
    public record Started(Secret secret, Principal principal) {}

    /// Begins a session of whoever has the token; empty if there is no such token.
    ///
    /// @return fails if the database is away
    public Future<Optional<Started>> signIn(Secret token) {
        return access.ofToken(token)
                .compose(pass ->
                        pass.isEmpty()
                                ? Future.succeededFuture(Optional.empty())
                                : start(pass.get().principal()).map(Optional::of));
    }

    /// Begins a session of whoever has started the gateway; empty if there is no such code. The code serves only if it succeeds.
    ///
    /// @return fails if the database is away
    public Future<Optional<Started>> signInWithCode(Secret code) {
        return access.tables()
                .compose(_ ->
                        codes.redeem(code)
                                ? start(Principal.local()).map(Optional::of)
                                : Future.succeededFuture(Optional.empty()));
    }

    /// Returns a code that signs a browser in once.
    public Secret makeCode() {
        return codes.make();
    }

    /// Ends a session, here at once and elsewhere within seconds.
    public Future<Void> signOut(String session) {
        return access.tables()
                .compose(tables -> tables.sessions().revoke(session))
                .compose(_ -> access.look());
    }

    /// Returns what the page of a session has to send with changes. A page from elsewhere cannot know it: it follows from the
    /// cookie, which no page can read.
    public static String csrf(Secret session) {
        byte[] hash = SecretHash.of("tickmesh csrf " + session.reveal()).bytes();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /// Returns whether a page of the session sent this. Takes the same time wherever it differs.
    public static boolean isCsrf(Secret session, @Nullable String sent) {
        return sent != null
                && MessageDigest.isEqual(
                        csrf(session).getBytes(StandardCharsets.UTF_8),
                        sent.getBytes(StandardCharsets.UTF_8));
    }

    private Future<Started> start(Principal by) {
        Secret secret = Secret.randomText();
        Instant longest = access.now().plus(access.config().sessions().longest());
        Instant until =
                by.expiresAt() != null && by.expiresAt().isBefore(longest)
                        ? by.expiresAt()
                        : longest;
        return access.tables()
                .compose(tables -> tables.sessions().add(secret, by, until))
                .map(principal -> new Started(secret, principal));
    }
}
