package io.tickmesh.simulator;

import io.tickmesh.simulator.fault.ActiveFault;
import io.tickmesh.simulator.fault.Fault;
import io.tickmesh.simulator.fault.FaultJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.util.Objects;
import java.util.function.Supplier;

/// The calls that make the exchange misbehave and show what it did, in JSON, for clients on this machine only:
///
/// - `GET /control/faults` lists the faults that are on, `{"faults":[{"id":1,"applied":3,"kind":"gap",...}]}`
/// - `POST /control/faults` switches one on; [FaultJson] has the kinds. 201 `{"id":1}`, or 400 `{"error":"..."}` that names the
///   member which makes no sense, or 409 when too many are on
/// - `DELETE /control/faults` switches all off, `DELETE /control/faults/<id>` one (404 when there is none)
/// - `GET /control/counters` returns [SimulatorCounters]
///
/// A refused connection is refused to these calls too. Lives on the simulator's event loop.
final class ControlServer {

    static final String PREFIX = "/control/";

    private static final String FAULTS = "/control/faults";
    private static final String COUNTERS = "/control/counters";
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int LENGTH_REQUIRED = 411;
    private static final int TOO_LARGE = 413;
    private static final long MOST_BODY_BYTES = 1 << 16;

    private final FaultDesk faults;
    private final Supplier<SimulatorCounters> counters;

    ControlServer(FaultDesk faults, Supplier<SimulatorCounters> counters) {
        this.faults = faults;
        this.counters = counters;
    }

    void handle(HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "");
        HttpMethod method = request.method();
        if (!InetAddress.ofLiteral(request.remoteAddress().hostAddress()).isLoopbackAddress()) {
            error(request, FORBIDDEN, "only clients on this machine may control the exchange");
        } else if (path.equals(COUNTERS) && method.equals(HttpMethod.GET)) {
            answer(request, OK, ControlJson.counters(counters.get()));
        } else if (path.equals(FAULTS)) {
            faults(request, method);
        } else if (path.startsWith(FAULTS + "/") && method.equals(HttpMethod.DELETE)) {
            clear(request, path.substring(FAULTS.length() + 1));
        } else {
            error(request, NOT_FOUND, "there is no " + method + " " + path);
        }
    }

    private void faults(HttpServerRequest request, HttpMethod method) {
        if (method.equals(HttpMethod.GET)) {
            JsonArray list = new JsonArray();
            for (ActiveFault active : faults.active()) {
                list.add(ControlJson.fault(active));
            }
            answer(request, OK, new JsonObject().put("faults", list));
        } else if (method.equals(HttpMethod.DELETE)) {
            faults.clear();
            answer(request, OK, new JsonObject().put("faults", new JsonArray()));
        } else if (method.equals(HttpMethod.POST)) {
            readBody(request);
        } else {
            request.response().putHeader("Allow", "GET, POST, DELETE");
            error(request, METHOD_NOT_ALLOWED, "faults take GET, POST and DELETE");
        }
    }

    private void readBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length == null) {
            error(request, LENGTH_REQUIRED, "Content-Length is required");
        } else if (length.length() > 9 || Long.parseLong(length) > MOST_BODY_BYTES) {
            error(request, TOO_LARGE, "a fault must have at most " + MOST_BODY_BYTES + " bytes");
        } else {
            var _ = request.body().onSuccess(body -> add(request, body));
        }
    }

    private void add(HttpServerRequest request, Buffer body) {
        try {
            Fault fault = FaultJson.read(new JsonObject(body));
            answer(request, CREATED, new JsonObject().put("id", faults.add(fault)));
        } catch (DecodeException | ClassCastException _) {
            error(request, BAD_REQUEST, "body must be a JSON object");
        } catch (IllegalArgumentException e) {
            error(request, BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            error(request, CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private void clear(HttpServerRequest request, String id) {
        if (id.matches("\\d{1,18}") && faults.clear(Long.parseLong(id))) {
            answer(request, OK, new JsonObject().put("id", Long.parseLong(id)));
        } else {
            error(request, NOT_FOUND, "there is no fault " + id);
        }
    }

    private static void error(HttpServerRequest request, int status, String message) {
        answer(request, status, new JsonObject().put("error", message));
    }

    private static void answer(HttpServerRequest request, int status, JsonObject json) {
        HttpServerResponse response = request.response().setStatusCode(status);
        var _ =
                response.putHeader("Content-Type", "application/json")
                        .end(json.encodePrettily() + "\n");
    }
}
