package io.tickmesh.gateway;

import io.tickmesh.gateway.access.Access;
import io.tickmesh.gateway.access.Allowances;
import io.tickmesh.gateway.access.BrowserSessions;
import io.tickmesh.gateway.access.Pass;
import io.tickmesh.gateway.access.Principal;
import io.tickmesh.gateway.access.Role;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets a request in if whoever sends it may: before all routes. It ends what is still under way, an event stream for example,
/// when the token or session is revoked or expires.
final class AccessCheck implements Handler<RoutingContext> {
    private static final String PRINCIPAL = "tickmesh.principal";
    private static final String END = "tickmesh.access.end";
    private static final String LEAVE = "tickmesh.access.leave";

    private final Access access;
    private final Allowances failures;
    private final RequestLimit limit;

    /// @param failures how often an address may show what is wrong
    AccessCheck(Access access, Allowances failures, RequestLimit limit) {
        this.access = access;
        this.failures = failures;
        this.limit = limit;
    }

    /// Returns who sent a request; empty where everybody may send it.
    static Optional<Principal> principal(RoutingContext context) {
        @Nullable Principal principal = context.get(PRINCIPAL);
        return Optional.ofNullable(principal);
    }

    /// Notes who sent a request.
    static void is(RoutingContext context, Principal principal) {
        context.put(PRINCIPAL, principal);
    }

    /// Returns the address that a request comes from.
    static String address(RoutingContext context) {
        return context.request().remoteAddress().hostAddress();
    }

    /// Refuses those who have shown what is wrong too often.
    ///
    /// @throws ProblemException if that is so
    static void refuseGuessers(RoutingContext context, Allowances failures) {
        long seconds = failures.look(address(context));
        if (seconds > 0) {
            context.response().putHeader("retry-after", Long.toString(seconds));
            throw new ProblemException(
                    Problem.of(429, "Too many wrong tokens came from this address; wait."));
        }
    }

    /// Says how an answer that goes on for long is ended when the token ends; without it the connection is cut.
    static void endBy(RoutingContext context, Runnable end) {
        context.put(END, end);
    }

    /// To be called when what a request became, and is no answer any more, is over: a WebSocket.
    static void leave(RoutingContext context) {
        @Nullable Runnable leave = context.get(LEAVE);
        if (leave != null) {
            leave.run();
        }
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<Role> needed =
                Permissions.needed(context.request().method().name(), context.normalizedPath());
        if (needed.isEmpty()) {
            limit.take(context);
            context.next();
        } else if (!access.config().required()) {
            enter(context, access.anybody(), needed.get());
        } else {
            check(context, needed.get());
        }
    }

    private void check(RoutingContext context, Role needed) {
        Credentials shown =
                Credentials.of(context.request())
                        .orElseThrow(() ->
                                unauthorised(
                                        context,
                                        "A token is needed: Authorization: Bearer tm_...",
                                        "Bearer"));
        if (!access.isKnown(shown.secret())) {
            refuseGuessers(context, failures);
        }
        Future<Optional<Pass>> pass =
                switch (shown.kind()) {
                    case TOKEN -> access.ofToken(shown.secret());
                    case COOKIE -> access.ofSession(shown.secret());
                };
        if (pass.succeeded()) {
            decide(context, shown, pass.result(), needed);
        } else {
            await(context, shown, pass, needed);
        }
    }

    private void await(
            RoutingContext context, Credentials shown, Future<Optional<Pass>> pass, Role needed) {
        HttpServerRequest request = context.request().pause();
        Stored.result(context, pass)
                .onComplete(
                        found -> {
                            try {
                                decide(context, shown, found, needed);
                            } catch (ProblemException refused) {
                                context.fail(refused);
                            }
                            resume(request);
                        },
                        failure -> {
                            context.fail(failure);
                            resume(request);
                        });
    }

    private void decide(
            RoutingContext context, Credentials shown, Optional<Pass> found, Role needed) {
        if (found.isEmpty()) {
            long _ = failures.take(address(context));
            throw unauthorised(
                    context,
                    "There is no such token or session; it may have expired or been revoked.",
                    "Bearer error=\"invalid_token\"");
        }
        is(context, found.get().principal());
        if (shown.kind() == Credentials.Kind.COOKIE
                && !Permissions.isReading(context.request().method().name())
                && !BrowserSessions.isCsrf(
                        shown.secret(), context.request().getHeader("x-csrf-token"))) {
            throw new ProblemException(
                    Problem.of(
                            403,
                            "Changes with a cookie need the header x-csrf-token, see GET /api/v1/session."));
        }
        enter(context, found.get(), needed);
    }

    private void enter(RoutingContext context, Pass pass, Role needed) {
        Principal principal = pass.principal();
        is(context, principal);
        limit.take(context, principal);
        if (!principal.role().covers(needed)) {
            throw new ProblemException(
                    Problem.of(
                            403,
                            "This needs the role %s, yours is %s."
                                    .formatted(needed, principal.role())));
        }
        if (Permissions.isReading(context.request().method().name())) {
            Runnable end = () -> end(context);
            pass.enter(end);
            context.put(LEAVE, (Runnable) () -> pass.leave(end));
            context.addEndHandler(_ -> leave(context));
        }
        context.next();
    }

    /// For what may go on for ever. Changes are short, and one of them is what ends a token.
    private static void end(RoutingContext context) {
        @Nullable Runnable own = context.get(END);
        if (own != null) {
            own.run();
            return;
        }
        // Failing means that the client has gone.
        var _ = context.response().reset();
    }

    /// What becomes a WebSocket must stay as it is until then.
    private static void resume(HttpServerRequest request) {
        if (!request.headers().contains(HttpHeaders.UPGRADE)) {
            request.resume();
        }
    }

    private ProblemException unauthorised(RoutingContext context, String detail, String challenge) {
        limit.take(context);
        context.response().putHeader("www-authenticate", challenge);
        return new ProblemException(Problem.of(401, detail));
    }
}
