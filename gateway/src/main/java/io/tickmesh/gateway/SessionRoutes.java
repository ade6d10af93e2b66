package io.tickmesh.gateway;

import io.tickmesh.gateway.access.Access;
import io.tickmesh.gateway.access.Allowances;
import io.tickmesh.gateway.access.BrowserSessions;
import io.tickmesh.gateway.access.BrowserSessions.Started;
import io.tickmesh.gateway.access.Principal;
import io.tickmesh.gateway.access.Role;
import io.tickmesh.gateway.access.Secret;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Signs browsers in and out.
final class SessionRoutes {
    private static final String PATH = "/api/v1/session";

    private final Access access;
    private final BrowserSessions sessions;
    private final Allowances failures;

    private SessionRoutes(Access access, BrowserSessions sessions, Allowances failures) {
        this.access = access;
        this.sessions = sessions;
        this.failures = failures;
    }

    /// @param failures how often an address may show what is wrong
    static void add(
            Api api,
            Commands commands,
            Access access,
            BrowserSessions sessions,
            Allowances failures) {
        SessionRoutes routes = new SessionRoutes(access, sessions, failures);
        api.get(PATH, SessionRoutes::show);
        commands.here(
                HttpMethod.POST,
                PATH,
                SignIn.class,
                (context, body) -> routes.signIn(context, body.token, sessions::signIn));
        commands.here(
                HttpMethod.POST,
                PATH + "/code",
                SignInCode.class,
                (context, body) -> routes.signIn(context, body.code, sessions::signInWithCode));
        commands.here(HttpMethod.DELETE, PATH, routes::signOut);
    }

    /// @param csrf for the header `x-csrf-token`; null for programs
    /// @param expiresAt null for a token that does not end
    record SessionView(
            String name, Role role, @Nullable String csrf, @Nullable Instant expiresAt) {}

    /// Never shown, so that the token is not either.
    record SignIn(String token) {
        @Override
        public String toString() {
            return "SignIn";
        }
    }

    /// Never shown, so that the code is not either.
    record SignInCode(String code) {
        @Override
        public String toString() {
            return "SignInCode";
        }
    }

    private static void show(RoutingContext context) {
        Query _ = Api.query(context);
        Principal principal = AccessCheck.principal(context).orElseThrow();
        String csrf =
                principal.session() == null
                        ? null
                        : Credentials.of(context.request())
                                .map(shown -> BrowserSessions.csrf(shown.secret()))
                                .orElse(null);
        Api.sendJson(context, 200, view(principal, csrf));
    }

    private Future<Answer> signIn(
            RoutingContext context,
            String text,
            Function<Secret, Future<Optional<Started>>> start) {
        AccessCheck.refuseGuessers(context, failures);
        return Stored.result(context, start.apply(new Secret(text)))
                .map(started -> {
                    if (started.isEmpty()) {
                        long _ = failures.take(AccessCheck.address(context));
                        context.response().putHeader("www-authenticate", "Bearer");
                        throw new ProblemException(
                                Problem.of(
                                        401,
                                        "There is no such token or code; it may have expired, or was used or revoked."));
                    }
                    return begin(context, started.get());
                });
    }

    private Answer begin(RoutingContext context, Started started) {
        AccessCheck.is(context, started.principal());
        var _ =
                context.response()
                        .addCookie(
                                cookie(context, started.secret().reveal())
                                        .setMaxAge(
                                                access.config().sessions().longest().toSeconds()));
        return Answer.done(view(started.principal(), BrowserSessions.csrf(started.secret())));
    }

    private Future<Answer> signOut(RoutingContext context) {
        String session = AccessCheck.principal(context).orElseThrow().session();
        if (session == null) {
            throw new ProblemException(
                    Problem.of(403, "A token does not sign out; an admin can revoke it."));
        }
        var _ = context.response().addCookie(cookie(context, "").setMaxAge(0));
        return Stored.result(context, sessions.signOut(session)).map(_ -> Answer.nothing());
    }

    private static Cookie cookie(RoutingContext context, String value) {
        return Cookie.cookie(Credentials.COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(context.request().isSSL())
                .setSameSite(CookieSameSite.STRICT);
    }

    private static SessionView view(Principal principal, @Nullable String csrf) {
        return new SessionView(principal.name(), principal.role(), csrf, principal.expiresAt());
    }
}
