package io.tickmesh.gateway;

import io.tickmesh.gateway.access.Principal;
import io.tickmesh.gateway.stream.EventFilter;
import io.tickmesh.gateway.stream.EventStream;
import io.tickmesh.gateway.stream.Refusal;
import io.tickmesh.gateway.stream.Subscription;
import io.tickmesh.mesh.event.Severity;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;

/// The event stream, as server-sent events and over WebSockets.
final class StreamRoutes {
    private static final Map<String, Severity> SEVERITIES = Severity.byName();

    private StreamRoutes() {}

    static void add(Api api, EventStream stream) {
        api.stream("/api/v1/events", context -> open(context, stream));
        api.stream("/api/v1/events/ws", context -> openSocket(context, stream));
    }

    private static void open(RoutingContext context, EventStream stream) {
        Subscription subscription = subscription(context);
        AccessCheck.endBy(context, () -> stream.endStreamsOf(subscription.client()));
        stream.open(context.request(), subscription).ifPresent(refusal -> refuse(context, refusal));
    }

    private static void refuse(RoutingContext context, Refusal refusal) {
        context.response().putHeader("retry-after", "5");
        Api.sendProblem(
                context,
                switch (refusal) {
                    case ALL_TAKEN ->
                            Problem.of(503, "The event stream takes no more connections now.");
                    case TOO_MANY_OF_ONE ->
                            Problem.of(429, "You have too many connections to the event stream.");
                });
    }

    private static void openSocket(RoutingContext context, EventStream stream) {
        HttpServerRequest request = context.request();
        if (request.version() == HttpVersion.HTTP_2
                || !"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            context.response().putHeader("upgrade", "websocket");
            throw new ProblemException(
                    Problem.of(426, "Here is a WebSocket; ask for an upgrade over HTTP/1.1."));
        }
        // A browser sends its cookie with a WebSocket of any page, and keeps no page from reading
        // what comes.
        if (!OriginCheck.accepts(
                request.getHeader("sec-fetch-site"),
                request.getHeader(HttpHeaders.ORIGIN),
                request.getHeader(HttpHeaders.HOST))) {
            throw new ProblemException(
                    Problem.of(403, "Pages from elsewhere must not follow events."));
        }
        Subscription subscription = subscription(context);
        AccessCheck.endBy(context, () -> stream.endStreamsOf(subscription.client()));
        request.toWebSocket()
                .onComplete(
                        socket ->
                                stream.open(
                                        request.connection(),
                                        socket,
                                        subscription,
                                        () -> AccessCheck.leave(context)),
                        context::fail);
    }

    private static Subscription subscription(RoutingContext context) {
        Query query = Api.query(context);
        EventFilter filter =
                new EventFilter(
                        query.list("types"),
                        query.list("bots"),
                        query.list("symbols"),
                        Objects.requireNonNullElse(
                                SEVERITIES.get(query.text("severity")), Severity.INFO));
        // Browsers send the header by themselves when they come back, with the address that they
        // were given first: it is newer.
        String header = query.text("last-event-id");
        return new Subscription(
                AccessCheck.principal(context).map(StreamRoutes::clientOf).orElse("nobody"),
                filter,
                header == null || header.isBlank() ? query.text("lastEventId") : header,
                query.flag("snapshot"));
    }

    /// Returns who a client is: what ends with the token or session is all that began with it.
    private static String clientOf(Principal principal) {
        if (principal.session() != null) {
            return "session " + principal.session();
        }
        return principal.token() == null ? principal.name() : "token " + principal.token();
    }
}
