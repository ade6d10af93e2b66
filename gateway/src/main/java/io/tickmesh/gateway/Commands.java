package io.tickmesh.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.gateway.contract.Form;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.request.FieldError;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
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
    private final Once once;
    private final Counter refused;
    private final Handler<RoutingContext> bodies =
            BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    private int underWay;

    /// @param timeout how long a service may take, which stores before it answers
    /// @param once does once what has a key
    Commands(Api api, Mesh mesh, Duration timeout, Once once, MeterRegistry meters) {
        this.api = api;
        this.mesh = mesh;
        this.timeout = timeout;
        this.once = once;
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
                    Request<R> request = command.apply(Api.query(context));
                    pass(context, ask(request, answer));
                });
    }

    /// Passes on what a JSON body says.
    ///
    /// @param body the record that the body is; what it has to be says the contract
    /// @param command reads the parameters of path and query, and makes the request of them and the body. It may throw a
    ///     [ProblemException].
    /// @param answer what to answer when it is done
    <B extends Record, R extends Reply> void on(
            HttpMethod method,
            String path,
            Class<B> body,
            BiFunction<Query, B, Request<R>> command,
            Function<? super R, Answer> answer) {
        onBody(method, path, body, (query, read) -> ask(command.apply(query, read), answer));
    }

    /// Does what a JSON body says.
    ///
    /// @param body the record that the body is; what it has to be says the contract
    /// @param command does it; it may throw a [ProblemException]
    <B extends Record> void onBody(
            HttpMethod method,
            String path,
            Class<B> body,
            BiFunction<Query, B, Future<Answer>> command) {
        withBody(method, path)
                .handler(context -> {
                    Buffer bytes = body(context);
                    Query query = Api.query(context, wrong(context, bytes));
                    B read = BodyReader.record(bytes, body);
                    pass(context, once.of(context, query, bytes, () -> command.apply(query, read)));
                });
    }

    /// Does here, without a service, what the path alone says.
    void here(HttpMethod method, String path, Function<RoutingContext, Future<Answer>> work) {
        route(method, path)
                .handler(context -> {
                    Query _ = Api.query(context);
                    pass(context, work.apply(context));
                });
    }

    /// Does here, without a service, what a JSON body says.
    ///
    /// @param body the record that the body is; what it has to be says the contract
    <B extends Record> void here(
            HttpMethod method,
            String path,
            Class<B> body,
            BiFunction<RoutingContext, B, Future<Answer>> work) {
        withBody(method, path)
                .handler(context -> {
                    Buffer bytes = body(context);
                    Query _ = Api.query(context, wrong(context, bytes));
                    pass(context, work.apply(context, BodyReader.record(bytes, body)));
                });
    }

    private Route withBody(HttpMethod method, String path) {
        return route(method, path)
                .handler(Commands::requireJson)
                // Not the object itself, which would have to come before the checks.
                .handler(context -> bodies.handle(context));
    }

    /// Asks a service to do something.
    ///
    /// @return what to answer when it is done
    <R extends Reply> Future<Answer> ask(Request<R> request, Function<? super R, Answer> answer) {
        return mesh.ask(request, timeout)
                .recover(failure ->
                        Future.failedFuture(Unanswered.command(request, timeout, failure)))
                .map(answer);
    }

    /// Asks a service something that a command needs to know.
    <R extends Reply> Future<R> look(Request<R> request) {
        return mesh.ask(request, timeout)
                .recover(failure ->
                        Future.failedFuture(Unanswered.question(request, timeout, failure)));
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
        String header = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (header == null && isEmpty(context) && !Api.operation(context).bodyRequired()) {
            context.next();
            return;
        }
        String type =
                Objects.toString(header, "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
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

    private static boolean isEmpty(RoutingContext context) {
        return "0".equals(Objects.toString(context.request().getHeader("content-length"), "0"))
                && context.request().getHeader("transfer-encoding") == null;
    }

    /// Returns the body; an empty object if one was left out that may be.
    private static Buffer body(RoutingContext context) {
        Buffer body = Objects.requireNonNullElseGet(context.body().buffer(), Buffer::buffer);
        return body.length() == 0 && !Api.operation(context).bodyRequired()
                ? Buffer.buffer("{}")
                : body;
    }

    private static List<FieldError> wrong(RoutingContext context, Buffer body) {
        JsonNode tree = BodyReader.tree(body);
        Form form = Objects.requireNonNull(Api.operation(context).body());
        List<FieldError> endless = BodyReader.endlessNumbers(tree);
        return endless.isEmpty() ? form.check(tree) : endless;
    }

    private static void pass(RoutingContext context, Future<Answer> answer) {
        answer.onComplete(done -> send(context, done), failure -> context.fail(explained(failure)));
    }

    private static void send(RoutingContext context, Answer answer) {
        if (context.response().closed() || context.response().ended()) {
            return;
        }
        if (answer.location() != null) {
            context.response().putHeader("location", answer.location());
        }
        if (answer.body() == null) {
            // Failing means that the client has gone.
            var _ = context.response().setStatusCode(answer.status()).end();
        } else {
            Api.sendJson(context, answer.status(), answer.body());
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
