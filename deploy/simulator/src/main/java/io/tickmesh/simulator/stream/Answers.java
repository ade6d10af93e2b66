package io.tickmesh.simulator.stream;

import io.vertx.core.json.Json;

/// The words in which the exchange answers requests.
final class Answers {

    private Answers() {}

    static String result(String id, String value) {
        return "{\"result\":" + value + ",\"id\":" + id + "}";
    }

    /// @param id of the request as JSON, empty when it had none
    static String error(String id, StreamRequest.Invalid error) {
        return "{\"error\":{\"code\":"
                + error.code()
                + ",\"msg\":"
                + Json.encode(error.message())
                + "}"
                + (id.isEmpty() ? "" : ",\"id\":" + id)
                + "}";
    }
}
