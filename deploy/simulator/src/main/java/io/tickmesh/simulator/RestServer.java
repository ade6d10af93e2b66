package io.tickmesh.simulator;

import io.tickmesh.simulator.rest.Admission;
import io.tickmesh.simulator.rest.RequestLimits;
import io.tickmesh.simulator.rest.RequestMeter;
import io.tickmesh.simulator.rest.RestApi;
import io.tickmesh.simulator.rest.RestReply;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.util.Objects;
import java.util.Optional;

/// Puts the REST answers on the wire, with the headers of the exchange, and keeps addresses to their limits. Lives on the
/// simulator's event loop.
final class RestServer {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int BANNED = 418;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int TOO_MANY = -1003;
    private static final int ILLEGAL_CHARACTERS = -1100;
    private static final int LIGHT = 1;
    private static final byte[] NOTHING = {};
    private static final String OTHER = "other";
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final String USED_WEIGHT = "X-MBX-USED-WEIGHT";
    private static final String USED_WEIGHT_1M = "X-MBX-USED-WEIGHT-1M";

    private final RestApi api;
    private final RequestMeter meter;
    private final RestResponder responder;

    /// @param responder sends and counts the answers
    RestServer(RestApi api, RequestMeter meter, RestResponder responder) {
        this.api = api;
        this.meter = meter;
        this.responder = responder;
    }

    void handle(HttpServerRequest request) {
        String address = address(request);
        Optional<Admission> ban = meter.ban(address);
        RestReply reply = ban.isPresent() ? unread(request) : reply(request);
        Admission admission = ban.orElseGet(() -> meter.use(address, reply.weight()));
        String used = String.valueOf(admission.usedWeight());
        HttpServerResponse response =
                request.response()
                        .putHeader("Content-Type", "application/json;charset=UTF-8")
                        .putHeader(USED_WEIGHT, used)
                        .putHeader(USED_WEIGHT_1M, used);
        switch (admission) {
            case Admission.Granted _ -> {
                if (reply.status() == METHOD_NOT_ALLOWED
                        || HttpMethod.OPTIONS.equals(request.method())) {
                    response.putHeader("Allow", METHODS);
                }
                send(request, reply, reply.status(), reply.body());
            }
            case Admission.Refused refused -> {
                response.putHeader("Retry-After", String.valueOf(refused.retryAfterSeconds()));
                byte[] body = RestApi.error(TOO_MANY, refusal(refused));
                send(request, reply, TOO_MANY_REQUESTS, body);
            }
            case Admission.Banned banned -> {
                response.putHeader("Retry-After", String.valueOf(banned.retryAfterSeconds()));
                send(request, reply, BANNED, RestApi.error(TOO_MANY, ban(banned)));
            }
        }
    }

    private void send(HttpServerRequest request, RestReply reply, int status, byte[] body) {
        HttpServerResponse response = request.response().setStatusCode(status);
        boolean head = HttpMethod.HEAD.equals(request.method());
        if (head) {
            response.putHeader("Content-Length", String.valueOf(body.length));
        }
        responder.send(reply.endpoint(), reply.weight(), response, head ? NOTHING : body);
    }

    private static String address(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        return remote == null ? "" : Objects.requireNonNullElse(remote.hostAddress(), "");
    }

    private Optional<String> endpoint(HttpServerRequest request) {
        return api.endpoint(Objects.requireNonNullElse(request.path(), ""));
    }

    private RestReply unread(HttpServerRequest request) {
        return new RestReply(endpoint(request).orElse(OTHER), BANNED, 0, NOTHING);
    }

    private RestReply reply(HttpServerRequest request) {
        Optional<String> endpoint = endpoint(request);
        if (endpoint.isEmpty()) {
            return new RestReply(OTHER, NOT_FOUND, LIGHT, NOTHING);
        }
        HttpMethod method = request.method();
        if (HttpMethod.OPTIONS.equals(method)) {
            return new RestReply(endpoint.get(), OK, LIGHT, NOTHING);
        }
        if (!HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)) {
            return new RestReply(endpoint.get(), METHOD_NOT_ALLOWED, LIGHT, NOTHING);
        }
        MultiMap parameters;
        try {
            parameters = request.params();
        } catch (IllegalArgumentException e) {
            // A percent sign without two digits behind it.
            return new RestReply(
                    endpoint.get(),
                    BAD_REQUEST,
                    LIGHT,
                    RestApi.error(ILLEGAL_CHARACTERS, "Illegal characters found in a parameter."));
        }
        return api.get(endpoint.get(), parameters);
    }

    private String refusal(Admission.Refused refused) {
        RequestLimits limits = meter.limits();
        return refused.byWeight()
                ? "Too much request weight used; current limit is %d request weight per 1 MINUTE."
                                .formatted(limits.weightPerMinute())
                        + " Please use WebSocket Streams for live updates to avoid polling the"
                        + " API."
                : "Too many requests; current limit is %d requests per 5 MINUTE."
                        .formatted(limits.requestsPerFiveMinutes());
    }

    private static String ban(Admission.Banned banned) {
        return "Way too much request weight used; IP banned until %d. Please use WebSocket Streams"
                        .formatted(banned.untilMillis())
                + " for live updates to avoid bans.";
    }
}
