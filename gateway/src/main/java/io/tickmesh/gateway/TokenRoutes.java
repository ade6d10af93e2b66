package io.tickmesh.gateway;

import io.tickmesh.gateway.access.Access;
import io.tickmesh.gateway.access.Principal;
import io.tickmesh.gateway.access.Role;
import io.tickmesh.gateway.access.Slice;
import io.tickmesh.gateway.access.Tokens;
import io.tickmesh.gateway.access.Tokens.Created;
import io.tickmesh.mesh.request.FieldError;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Tokens, and the log of who did what; for admins.
final class TokenRoutes {
    private static final String PATH = "/api/v1/tokens";

    private TokenRoutes() {}

    static void add(Api api, Commands commands, Access access, Tokens tokens) {
        api.get(PATH, context -> list(context, tokens::list));
        api.get("/api/v1/audit", context -> list(context, tokens::audit));
        commands.here(
                HttpMethod.POST,
                PATH,
                NewToken.class,
                (context, body) -> create(context, body, access, tokens));
        commands.here(HttpMethod.DELETE, PATH + "/:id", context -> revoke(context, tokens));
    }

    /// A token to be made.
    ///
    /// @param expiresAt null for never
    record NewToken(String name, Role role, @Nullable Instant expiresAt) {}

    /// A new token.
    ///
    /// @param token the token itself, shown this once
    record CreatedToken(
            String id,
            String name,
            Role role,
            Instant createdAt,
            @Nullable Instant expiresAt,
            String token) {
        static CreatedToken of(Created created) {
            return new CreatedToken(
                    created.token().id(),
                    created.token().name(),
                    created.token().role(),
                    created.token().createdAt(),
                    created.token().expiresAt(),
                    created.secret().reveal());
        }

        @Override
        public String toString() {
            return "CreatedToken " + id;
        }
    }

    private static <T> void list(
            RoutingContext context, BiFunction<@Nullable Long, Integer, Future<Slice<T>>> read) {
        Query query = Api.query(context);
        int limit = query.limit();
        Long cursor = cursor(query);
        Stored.result(context, read.apply(cursor, limit))
                .onComplete(
                        slice ->
                                Api.sendJson(
                                        context,
                                        200,
                                        new Page<>(
                                                slice.items(),
                                                slice.next() == null
                                                        ? null
                                                        : slice.next().toString())),
                        context::fail);
    }

    private static @Nullable Long cursor(Query query) {
        String text = query.text("cursor");
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,18}")) {
            throw new ProblemException(
                    Problem.invalidQuery(
                            List.of(
                                    new FieldError(
                                            "cursor",
                                            "must be the next of a page, was another text"))));
        }
        return Long.valueOf(text);
    }

    private static Future<Answer> create(
            RoutingContext context, NewToken body, Access access, Tokens tokens) {
        if (body.expiresAt != null && !body.expiresAt.isAfter(access.now())) {
            throw new ProblemException(
                    Problem.refused(List.of(new FieldError("expiresAt", "must be in the future"))));
        }
        String by = AccessCheck.principal(context).map(Principal::name).orElse("");
        return Stored.result(context, tokens.create(body.name, body.role, body.expiresAt, by))
                .map(created -> {
                    if (created.isEmpty()) {
                        throw new ProblemException(
                                Problem.of(
                                        409,
                                        "There are %d tokens already; revoke some."
                                                .formatted(Tokens.MOST)));
                    }
                    CreatedToken token = CreatedToken.of(created.get());
                    return Answer.created(PATH + "/" + token.id, token);
                });
    }

    private static Future<Answer> revoke(RoutingContext context, Tokens tokens) {
        String id = Api.query(context).path("id");
        if (id.equals(Principal.CONFIGURED)) {
            throw new ProblemException(
                    Problem.of(409, "This token stands in the configuration; change it there."));
        }
        return Stored.result(context, tokens.revoke(id))
                .map(was -> {
                    if (!was) {
                        throw new ProblemException(
                                Problem.of(404, "There is no token " + id + "."));
                    }
                    return Answer.nothing();
                });
    }
}
