package io.tickmesh.simulator;

import io.tickmesh.simulator.rest.RestApi;
import io.tickmesh.simulator.rest.RestReply;
import io.tickmesh.simulator.rest.WeightMeter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;

/// Puts the REST answers on the wire, with the headers of the exchange. Lives on the simulator's event loop.
final class RestServer {

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final String USED_WEIGHT = "X-MBX-USED-WEIGHT";
    private static final String USED_WEIGHT_1M = "X-MBX-USED-WEIGHT-1M";

    private final RestApi api;
    private final WeightMeter meter;
    private final RestResponder responder;

    /// @param responder sends and counts the answers
    RestServer(RestApi api, WeightMeter meter, RestResponder responder) {
        this.api = api;
        this.meter = meter;
        this.responder = responder;
    }

    void handle(HttpServerRequest request) {
        if (!HttpMethod.GET.equals(request.method())) {
            var _ = request.response().setStatusCode(METHOD_NOT_ALLOWED).end();
            return;
        }
        String path = Objects.requireNonNullElse(request.path(), "");
        RestReply reply = api.get(path, request.params());
        String used = String.valueOf(meter.use(reply.weight()));
        HttpServerResponse response =
                request.response()
                        .setStatusCode(reply.status())
                        .putHeader("Content-Type", "application/json;charset=UTF-8")
                        .putHeader(USED_WEIGHT, used)
                        .putHeader(USED_WEIGHT_1M, used);
        responder.send(reply.endpoint(), reply.weight(), response, reply.body());
    }
}
