package io.tickmesh.simulator;

import io.tickmesh.simulator.rest.RestApi;
import io.tickmesh.simulator.rest.RestReply;
import io.tickmesh.simulator.rest.WeightMeter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Puts the REST answers on the wire, counts them, and fails on request. Lives on the simulator's event loop.
final class RestServer {

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int DISCONNECTED = -1001;
    private static final String USED_WEIGHT = "X-MBX-USED-WEIGHT";
    private static final String USED_WEIGHT_1M = "X-MBX-USED-WEIGHT-1M";

    private final RestApi api;
    private final WeightMeter meter;
    private final Map<String, AtomicLong> requests = new ConcurrentHashMap<>();
    private final AtomicLong weightUsed = new AtomicLong();
    private int faultStatus;
    private int faultsLeft;

    RestServer(RestApi api, WeightMeter meter) {
        this.api = api;
        this.meter = meter;
    }

    void handle(HttpServerRequest request) {
        if (!HttpMethod.GET.equals(request.method())) {
            var _ = request.response().setStatusCode(METHOD_NOT_ALLOWED).end();
            return;
        }
        String path = Objects.requireNonNullElse(request.path(), "");
        RestReply reply = api.get(path, request.params());
        requests.computeIfAbsent(reply.endpoint(), _ -> new AtomicLong()).incrementAndGet();
        weightUsed.addAndGet(reply.weight());
        String used = String.valueOf(meter.use(reply.weight()));
        boolean fault = faultsLeft > 0;
        byte[] body =
                fault
                        ? RestApi.error(
                                DISCONNECTED,
                                "Internal error; unable to process your request. Please try again.")
                        : reply.body();
        faultsLeft -= fault ? 1 : 0;
        var _ =
                request.response()
                        .setStatusCode(fault ? faultStatus : reply.status())
                        .putHeader("Content-Type", "application/json;charset=UTF-8")
                        .putHeader(USED_WEIGHT, used)
                        .putHeader(USED_WEIGHT_1M, used)
                        .end(Buffer.buffer(body));
    }

    /// Answers the next requests with this status.
    void fail(int status, int count) {
        faultStatus = status;
        faultsLeft = count;
    }

    Map<String, Long> requests() {
        Map<String, Long> counts = new TreeMap<>();
        requests.forEach((endpoint, count) -> counts.put(endpoint, count.get()));
        return counts;
    }

    long weightUsed() {
        return weightUsed.get();
    }
}
