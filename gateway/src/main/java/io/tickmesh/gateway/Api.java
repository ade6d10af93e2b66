package io.tickmesh.gateway;

import io.tickmesh.gateway.access.Principal;
import io.tickmesh.gateway.contract.Arguments;
import io.tickmesh.gateway.contract.Contract;
import io.tickmesh.gateway.contract.Operation;
import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.request.FieldError;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Registers routes, and answers what they have in common: headers, measurements, errors as problems.
final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String JSON = "application/json";
    private static final String PREFIX = "/api/";
    private static final String OPERATION = "tickmesh.operation";
    private static final Pattern VARIABLE = Pattern.compile(":(\\w+)");
    private static final String PROBLEM = "application/problem+json";

    /// Only files of this origin, nothing inline, no frames.
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final Router router;
    private final Contract contract;
    private final Questions questions;
    private final RequestMeters meters;
    private final Map<String, Set<String>> methods = new LinkedHashMap<>();
    private final Set<String> answered = new HashSet<>();

    Api(Router router, Contract contract, Questions questions, RequestMeters meters) {
        this.router = router;
        this.contract = contract;
        this.questions = questions;
        this.meters = meters;
        router.route().handler(this::begin).failureHandler(this::fail);
        router.errorHandler(404, context -> fail(context, 404, null));
        router.errorHandler(400, context -> fail(context, 400, context.failure()));
        router.errorHandler(500, context -> fail(context, 500, context.failure()));
    }

    /// Answers `GET path` with what a service says.
    ///
    /// @param question reads the parameters of the query
    /// @param view what to show of the answer
    <R extends Reply> void ask(
            String path, Function<Query, Request<R>> question, Function<? super R, ?> view) {
        get(
                path,
                context -> {
                    Request<R> request = question.apply(query(context));
                    answer(context, questions.ask(request, view));
                });
    }

    /// Answers `GET path` with a part of what a service says.
    ///
    /// @param part reads which part is wanted
    /// @param view what to show of the answer; always the same for equal parts
    <R extends Reply, P> void askPart(
            String path,
            Function<Query, Request<R>> question,
            Function<Query, P> part,
            BiFunction<P, ? super R, ?> view) {
        get(
                path,
                context -> {
                    Query query = query(context);
                    answer(context, questions.ask(question.apply(query), part.apply(query), view));
                });
    }

    /// Answers `GET path` with what a service says, or with what the gateway itself knows.
    ///
    /// @param question reads the parameters of the query; empty where the gateway knows the answer
    /// @param timeout how long the service may take
    /// @param view what to show of the service's answer
    /// @param own the answer of the gateway
    <R extends Reply> void askOrTell(
            String path,
            Function<Query, Optional<Request<R>>> question,
            Duration timeout,
            Function<? super R, ?> view,
            Function<Query, ?> own) {
        get(
                path,
                context -> {
                    Query query = query(context);
                    Optional<Request<R>> request = question.apply(query);
                    if (request.isPresent()) {
                        answer(context, questions.ask(request.get(), "", timeout, view));
                    } else {
                        tell(context, query, own);
                    }
                });
    }

    /// Answers `GET path` with what the gateway itself knows.
    void tell(String path, Function<Query, ?> answer) {
        get(path, context -> tell(context, query(context), answer));
    }

    /// Handles `GET path`. What the handler throws becomes a problem.
    void get(String path, Handler<RoutingContext> handler) {
        route(path, HttpMethod.GET).handler(handler);
        route(path, HttpMethod.HEAD).handler(handler);
    }

    /// Handles `GET path` where the answer is a stream, which a HEAD could not end.
    void stream(String path, Handler<RoutingContext> handler) {
        route(path, HttpMethod.GET).handler(handler);
    }

    /// To be called after the last route: tells those who use another method which ones there are.
    ///
    /// @throws IllegalStateException if the contract has operations that no route answers
    void refuseOtherMethods() {
        List<String> missing =
                contract.operations().stream()
                        .map(Operation::id)
                        .filter(id -> !answered.contains(id))
                        .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the contract has operations without routes: " + missing);
        }
        methods.forEach((path, allowed) ->
                router.route(path)
                        .handler(context -> {
                            context.response().putHeader("allow", String.join(", ", allowed));
                            context.fail(405);
                        }));
    }

    /// Returns the parameters of a request, checked against the contract.
    ///
    /// @throws ProblemException if some are wrong
    static Query query(RoutingContext context) {
        return query(context, List.of());
    }

    /// Returns the parameters of a request, checked against the contract.
    ///
    /// @param body what is wrong with the body, which is told together with them
    /// @throws ProblemException if something is wrong
    static Query query(RoutingContext context, List<FieldError> body) {
        Arguments arguments =
                operation(context).arguments(context.queryParams(), context.request().headers());
        if (!body.isEmpty()) {
            List<FieldError> all = new ArrayList<>(arguments.wrong());
            all.addAll(body);
            throw new ProblemException(Problem.invalidBody(all));
        }
        if (!arguments.wrong().isEmpty()) {
            throw new ProblemException(Problem.invalidQuery(arguments.wrong()));
        }
        return new Query(
                arguments.values(),
                context.pathParams(),
                AccessCheck.principal(context).map(Principal::name).orElse("nobody"));
    }

    /// Returns what the contract says of a request.
    static Operation operation(RoutingContext context) {
        return Objects.requireNonNull(context.get(OPERATION));
    }

    static void send(RoutingContext context, int status, String type, Buffer body) {
        if (context.response().closed() || context.response().ended()) {
            return;
        }
        var _ =
                context.response()
                        .setStatusCode(status)
                        .putHeader("content-type", type)
                        .putHeader("cache-control", "no-store")
                        // Failing means that the client has gone.
                        .end(body);
    }

    static void sendJson(RoutingContext context, int status, Object view) {
        sendJson(context, status, Encoded.of(view));
    }

    static void sendProblem(RoutingContext context, Problem problem) {
        send(context, problem.status(), PROBLEM, Buffer.buffer(MeshJson.write(problem)));
    }

    static void sendJson(RoutingContext context, int status, Encoded view) {
        if (view.tag() != null) {
            context.response().putHeader("etag", view.tag());
        }
        send(context, status, JSON, view.json());
    }

    private static void answer(RoutingContext context, Future<Encoded> view) {
        view.onComplete(encoded -> sendJson(context, 200, encoded), context::fail);
    }

    private static void tell(RoutingContext context, Query query, Function<Query, ?> answer) {
        sendJson(context, 200, answer.apply(query));
    }

    /// Registers a route, which [#refuseOtherMethods] then knows.
    ///
    /// @throws IllegalStateException if it belongs to the interface and the contract does not have it
    Route route(String path, HttpMethod method) {
        Set<String> allowed = methods.computeIfAbsent(path, _ -> new TreeSet<>());
        allowed.add(method.name());
        Route route = router.route(path).method(method);
        Optional<Operation> operation = contract.operation(method.name(), declared(path));
        if (operation.isPresent()) {
            answered.add(operation.get().id());
            route.handler(context -> {
                context.put(OPERATION, operation.get());
                context.next();
            });
        } else if (path.startsWith(PREFIX)) {
            throw new IllegalStateException(
                    "the contract has no operation %s %s".formatted(method, path));
        }
        return route;
    }

    /// Returns the path as the contract writes it.
    private static String declared(String path) {
        return VARIABLE.matcher(path).replaceAll("{$1}");
    }

    private void begin(RoutingContext context) {
        meters.begin(context);
        context.response()
                .putHeader("content-security-policy", CONTENT_SECURITY_POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer");
        context.next();
    }

    private void fail(RoutingContext context) {
        fail(context, context.statusCode(), context.failure());
    }

    private void fail(RoutingContext context, int status, @Nullable Throwable failure) {
        // A client that went away while it sent is no bug and hears nothing.
        if (!context.response().closed()) {
            sendProblem(context, problem(context, status, failure));
        }
    }

    private static Problem problem(
            RoutingContext context, int status, @Nullable Throwable failure) {
        return switch (failure) {
            case RequestFailedException e ->
                    Problem.of(e.failure().code(), Objects.toString(e.getMessage(), ""));
            case ProblemException e -> e.problem();
            case HttpException e when e.getStatusCode() < 500 ->
                    Problem.of(e.getStatusCode(), Objects.toString(e.getPayload(), "Bad request"));
            // Chunks that are none: the connection is closed with it.
            case NumberFormatException _ when !context.request().isEnded() ->
                    problem(context, failure, 400);
            case null, default -> problem(context, failure, status);
        };
    }

    private static Problem problem(
            RoutingContext context, @Nullable Throwable failure, int status) {
        String path = context.request().path();
        return switch (status) {
            case 404 -> Problem.of(404, "There is nothing at " + path + ".");
            case 405 -> Problem.of(405, path + " does not know " + context.request().method());
            case 400 -> Problem.of(400, "The request is malformed.");
            case 413 -> Problem.of(413, Commands.TOO_LARGE);
            case 421 ->
                    Problem.of(
                            421,
                            "This gateway listens on this machine alone and answers to localhost"
                                    + " and loopback addresses only; a proxy in front of it has to"
                                    + " send such a Host.");
            default -> {
                LOG.atError()
                        .addKeyValue("path", path)
                        .setCause(failure)
                        .log("a request could not be answered");
                yield Problem.of(500, "The gateway has a bug; its log says more.");
            }
        };
    }
}
