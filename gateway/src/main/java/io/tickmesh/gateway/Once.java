package io.tickmesh.gateway;

import io.tickmesh.gateway.access.Principal;
import io.tickmesh.gateway.idempotency.Idempotency;
import io.tickmesh.gateway.idempotency.OnceKey;
import io.tickmesh.gateway.idempotency.Outcome;
import io.tickmesh.mesh.request.RequestFailedException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The header `Idempotency-Key`: what has the same one is done once.
final class Once {
    private static final String KEY = "idempotency-key";
    private static final String COOKIE = "tickmesh_session";

    private final Idempotency idempotency;

    Once(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    /// Returns whether a failure says that surely nothing was done.
    static boolean isUndone(Throwable failure) {
        return switch (failure) {
            case ProblemException _ -> true;
            case RequestFailedException e ->
                    switch (e.failure()) {
                        case INVALID, NOT_FOUND, CONFLICT, OUTDATED, UNAVAILABLE -> true;
                        case INTERNAL, TIMEOUT -> false;
                    };
            default -> false;
        };
    }

    /// Does something; with a key only if it was not done before.
    ///
    /// @param work does it, and may throw
    Future<Answer> of(
            RoutingContext context, Query query, Buffer body, Supplier<Future<Answer>> work) {
        String key = query.text(KEY);
        return key == null
                ? work.get()
                : idempotency
                        .once(key(context, key, body), () -> work.get().map(Answer::written))
                        .map(outcome -> answer(context, outcome));
    }

    private static Answer answer(RoutingContext context, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> {
                if (answered.replayed()) {
                    context.response().putHeader("idempotency-replayed", "true");
                }
                yield Answer.read(answered.answer());
            }
            case Outcome.UnderWay _ -> {
                context.response().putHeader("retry-after", "1");
                throw refused(409, "The first request with this Idempotency-Key is under way.");
            }
            case Outcome.Unknown _ ->
                    throw refused(
                            409,
                            "It is unknown whether the first request with this Idempotency-Key was"
                                    + " done: look, and if it was not, use another key.");
            case Outcome.OtherRequest _ ->
                    throw refused(422, "This Idempotency-Key was used for another request before.");
        };
    }

    private static ProblemException refused(int status, String detail) {
        return new ProblemException(Problem.of(status, detail));
    }

    private static OnceKey key(RoutingContext context, String key, Buffer body) {
        HttpServerRequest request = context.request();
        return OnceKey.of(
                AccessCheck.principal(context).map(Once::client).orElse(""),
                key,
                request.method() + " " + context.normalizedPath(),
                body,
                credential(request));
    }

    private static String client(Principal principal) {
        return principal.session() == null
                ? "token " + Objects.requireNonNullElse(principal.token(), principal.name())
                : "session " + principal.session();
    }

    /// What the client alone knows.
    private static String credential(HttpServerRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return header.substring(header.lastIndexOf(' ') + 1);
        }
        @Nullable Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? "" : cookie.getValue();
    }
}
