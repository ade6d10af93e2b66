package io.tickmesh.simulator;

import io.tickmesh.simulator.fault.RestFaults;
import io.tickmesh.simulator.fault.RestVerdict;
import io.tickmesh.simulator.rest.RestApi;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/// Sends REST answers, or what the faults make of them, and counts them. Lives on the simulator's event loop.
final class RestResponder {

    private static final int DISCONNECTED = -1001;
    private static final int TOO_MANY_REQUESTS = -1003;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int MILLIS_PER_SECOND = 1_000;

    private final Vertx vertx;
    private final RestFaults faults;
    private final RestUsage usage = new RestUsage();

    RestResponder(Vertx vertx, RestFaults faults) {
        this.vertx = vertx;
        this.faults = faults;
    }

    /// Sends an answer whose status and headers are set.
    ///
    /// @param endpoint the path below `/api/v3/`
    /// @param weight what the request cost
    void send(String endpoint, int weight, HttpServerResponse response, byte[] body) {
        RestVerdict verdict = faults.decide(endpoint);
        byte[] answer = body;
        if (verdict.status() != 0) {
            response.setStatusCode(verdict.status());
            answer = error(verdict);
        }
        if (verdict.retryAfterSeconds() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "" + verdict.retryAfterSeconds());
        }
        usage.add(endpoint, response.getStatusCode(), weight);
        if (verdict.never()) {
            return;
        }
        Buffer bytes = Buffer.buffer(answer);
        if (verdict.delay().isZero()) {
            write(response, bytes, verdict.bytesPerSecond());
        } else {
            vertx.setTimer(
                    verdict.delay().toMillis(),
                    _ -> write(response, bytes, verdict.bytesPerSecond()));
        }
    }

    private static byte[] error(RestVerdict verdict) {
        if (verdict.retryAfterSeconds() > 0) {
            return RestApi.error(
                    TOO_MANY_REQUESTS,
                    "Way too many requests; IP banned for %d seconds. Please use WebSocket Streams for live updates to avoid bans."
                            .formatted(verdict.retryAfterSeconds()));
        }
        return RestApi.error(
                DISCONNECTED,
                verdict.status() >= FIRST_SERVER_ERROR
                        ? "Internal error; unable to process your request. Please try again."
                        : "Request refused.");
    }

    private void write(HttpServerResponse response, Buffer body, int bytesPerSecond) {
        if (response.closed()) {
            return;
        }
        if (bytesPerSecond == 0 || body.length() == 0) {
            var _ = response.end(body);
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_LENGTH, "" + body.length());
        int[] sent = {0};
        vertx.setPeriodic(
                MILLIS_PER_SECOND / bytesPerSecond,
                timer -> {
                    if (response.closed()) {
                        vertx.cancelTimer(timer);
                        return;
                    }
                    var _ = response.write(body.getBuffer(sent[0], ++sent[0]));
                    if (sent[0] == body.length()) {
                        vertx.cancelTimer(timer);
                        var _ = response.end();
                    }
                });
    }

    RestUsage usage() {
        return usage;
    }
}
