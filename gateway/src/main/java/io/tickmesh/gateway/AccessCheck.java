package io.tickmesh.gateway;

import io.tickmesh.gateway.access.Access;
import io.tickmesh.gateway.access.Pass;
import io.tickmesh.gateway.access.Principal;
import io.tickmesh.gateway.access.Role;
import io.tickmesh.gateway.access.Secret;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lets a request in if whoever sends it may: before all routes. It ends what is still under way, an event stream for example,
/// when the token is revoked or expires.
final class AccessCheck implements Handler<RoutingContext> {
    private static final String PRINCIPAL = "tickmesh.principal";
    private static final int LONGEST_TOKEN = 512;
    private static final Pattern BEARER =
            Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    private final Access access;

    AccessCheck(Access access) {
        this.access = access;
    }

    /// Returns who sent a request; empty where everybody may send it.
    static Optional<Principal> principal(RoutingContext context) {
        return Optional.ofNullable(context.get(PRINCIPAL));
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<Role> needed =
                Permissions.needed(context.request().method().name(), context.normalizedPath());
        if (needed.isEmpty()) {
            context.next();
            return;
        }
        Future<Optional<Pass>> pass =
                access.isRequired()
                        ? pass(context.request())
                        : Future.succeededFuture(Optional.of(access.anybody()));
        if (pass.succeeded()) {
            decide(context, pass.result(), needed.get());
        } else {
            await(context, pass, needed.get());
        }
    }

    private void await(RoutingContext context, Future<Optional<Pass>> pass, Role needed) {
        HttpServerRequest request = context.request().pause();
        pass.onComplete(
                found -> {
                    try {
                        decide(context, found, needed);
                    } catch (ProblemException refused) {
                        context.fail(refused);
                    }
                    // What becomes a WebSocket must stay as it is until then.
                    if (!request.headers().contains(HttpHeaders.UPGRADE)) {
                        request.resume();
                    }
                },
                _ -> {
                    context.response().putHeader("retry-after", "1");
                    context.fail(
                            new ProblemException(
                                    Problem.of(
                                            503,
                                            "The token cannot be checked now: the database is away or busy.")));
                    request.resume();
                });
    }

    private Future<Optional<Pass>> pass(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.isEmpty()) {
            throw unauthorised(
                    request, "A token is needed: Authorization: Bearer tm_...", "Bearer");
        }
        String header = headers.getFirst();
        Matcher bearer = BEARER.matcher(header.length() > LONGEST_TOKEN ? "" : header.strip());
        if (headers.size() > 1 || !bearer.matches()) {
            throw unauthorised(
                    request,
                    "The header Authorization must be Bearer and a token, once.",
                    "Bearer error=\"invalid_request\"");
        }
        return access.ofToken(new Secret(Objects.requireNonNull(bearer.group(1))));
    }

    private static void decide(RoutingContext context, Optional<Pass> found, Role needed) {
        if (found.isEmpty()) {
            throw unauthorised(
                    context.request(),
                    "There is no such token; it may have expired or been revoked.",
                    "Bearer error=\"invalid_token\"");
        }
        Pass pass = found.get();
        Principal principal = pass.principal();
        context.put(PRINCIPAL, principal);
        if (!principal.role().covers(needed)) {
            throw new ProblemException(
                    Problem.of(
                            403,
                            "This needs the role %s, the token has %s."
                                    .formatted(needed, principal.role())));
        }
        Runnable end = () -> end(context);
        pass.enter(end);
        context.addEndHandler(_ -> pass.leave(end));
        context.next();
    }

    /// The answer has begun: all that is left to say is that it will not go on.
    private static void end(RoutingContext context) {
        // Failing means that the client has gone.
        var _ = context.response().reset();
    }

    private static ProblemException unauthorised(
            HttpServerRequest request, String detail, String challenge) {
        request.response().putHeader("www-authenticate", challenge);
        return new ProblemException(Problem.of(401, detail));
    }
}
