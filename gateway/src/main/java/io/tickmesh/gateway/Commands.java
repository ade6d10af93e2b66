package io.tickmesh.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.request.FieldError;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Registers routes that change something, with or without a JSON body. Each command is passed on, also when the same one is
/// under way: between the two, another may have done the opposite. Belongs to one event loop.
final class Commands {
    private static final int LARGEST_BODY = 256 * 1024;
    static final String TOO_LARGE = "A body has at most " + LARGEST_BODY + " bytes.";
    // Together they hold 16 MB of bodies at most.
    private static final int MOST_UNDER_WAY = 64;
    private static final String JSON = "application/json";

    private final Api api;
    private final Mesh mesh;
    private final Duration timeout;
    private final Counter refused;
    private final Handler<RoutingContext> bodies =
            BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    private int underWay;

    /// @param timeout how long a service may take, which stores before it answers
    Commands(Api api, Mesh mesh, Duration timeout, MeterRegistry meters) {
        this.api = api;
        this.mesh = mesh;
        this.timeout = timeout;
        refused =
                Counter.builder("tickmesh.gateway.commands.refused")
                        .description("commands refused because too many were under way")
                        .register(meters);
    }

    /// Passes on what the path alone says.
    ///
    /// @param command reads the parameters of path and query
    /// @param answer what to answer when it is done
    <R extends Reply> void on(
            HttpMethod method,
            String path,
            Function<Query, Request<R>> command,
            Function<? super R, Answer> answer) {
        route(method, path)
                .handler(context -> {
                    Query query = Api.query(context);
                    Request<R> request = command.apply(query);
                    query.verify();
                    pass(context, request, answer);
                });
    }

    /// Passes on what a JSON body says.
    ///
    /// @param body what the body has to be, see [BodyReader]
    /// @param command reads the parameters of path and query, and makes the request of them and the body. It may throw a
    ///     [ProblemException].
    /// @param answer what to answer when it is done
    <B extends Record, R extends Reply> void on(
            HttpMethod method,
            String path,
            Class<B> body,
            BiFunction<Query, B, Request<R>> command,
            Function<? super R, Answer> answer) {
        route(method, path)
                .handler(Commands::requireJson)
                // Not the object itself, which would have to come before the checks.
                .handler(context -> bodies.handle(context))
                .handler(context -> {
                    Query query = Api.query(context);
                    Request<R> request = command.apply(query, BodyReader.read(body(context), body));
                    query.verify();
                    pass(context, request, answer);
                });
    }

    private Route route(HttpMethod method, String path) {
        return api.route(path, method).handler(new OriginCheck()).handler(this::admit);
    }

    private void admit(RoutingContext context) {
        if (underWay >= MOST_UNDER_WAY) {
            refused.increment();
            context.response().putHeader("retry-after", "1");
            throw new ProblemException(
                    Problem.of(503, "The gateway takes no more commands until others are done."));
        }
        underWay++;
        context.addEndHandler(_ -> underWay--);
        context.next();
    }

    /// A form of a page from elsewhere cannot send this type.
    private static void requireJson(RoutingContext context) {
        String type =
                Objects.toString(context.request().getHeader(HttpHeaders.CONTENT_TYPE), "")
                        .split(";", 2)[0]
                        .strip()
                        .toLowerCase(Locale.ROOT);
        if (!type.equals(JSON)) {
            context.response().putHeader("accept-post", JSON);
            throw new ProblemException(
                    Problem.of(
                            415,
                            "The body must be %s, was %s"
                                    .formatted(JSON, type.isEmpty() ? "nothing" : type)));
        }
        context.next();
    }

    private static Buffer body(RoutingContext context) {
        return Objects.requireNonNullElseGet(context.body().buffer(), Buffer::buffer);
    }

    private <R extends Reply> void pass(
            RoutingContext context, Request<R> request, Function<? super R, Answer> answer) {
        mesh.ask(request, timeout)
                .map(answer)
                .onComplete(
                        done -> send(context, done), failure -> context.fail(explained(failure)));
    }

    private static void send(RoutingContext context, Answer answer) {
        if (context.response().closed() || context.response().ended()) {
            return;
        }
        if (answer.location() != null) {
            context.response().putHeader("location", answer.location());
        }
        if (answer.view() == null) {
            // Failing means that the client has gone.
            var _ = context.response().setStatusCode(answer.status()).end();
        } else {
            Api.send(context, answer.status(), JSON, Buffer.buffer(MeshJson.write(answer.view())));
        }
    }

    /// The form was right, or it would not have been sent: what a service then calls invalid is its meaning.
    private static Throwable explained(Throwable failure) {
        if (failure instanceof RequestFailedException e && e.failure() == Failure.INVALID) {
            List<FieldError> errors = e.fieldErrors();
            return new ProblemException(
                    errors.isEmpty()
                            ? Problem.of(422, Objects.toString(e.getMessage(), ""))
                            : Problem.refused(errors));
        }
        return failure;
    }
}
