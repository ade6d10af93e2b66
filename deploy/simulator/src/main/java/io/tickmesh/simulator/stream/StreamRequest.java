package io.tickmesh.simulator.stream;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request that a client sent on its stream connection.
sealed interface StreamRequest {

    /// Returns the client's id as JSON text.
    String id();

    /// Start the named streams.
    record Subscribe(String id, List<String> streams) implements StreamRequest {}

    /// Stop the named streams.
    record Unsubscribe(String id, List<String> streams) implements StreamRequest {}

    /// Tell what is subscribed.
    record ListSubscriptions(String id) implements StreamRequest {}

    /// Not understood; the code and text are the exchange's.
    record Invalid(String id, int code, String message) implements StreamRequest {}

    /// Reads a request; never fails, what makes no sense becomes [Invalid].
    static StreamRequest parse(String text) {
        try {
            return Json.decodeValue(text) instanceof JsonObject object
                    ? parse(object)
                    : new Invalid("null", 2, "Invalid request: expected an object");
        } catch (DecodeException _) {
            return new Invalid("null", 3, "Invalid JSON: expected value at line 1 column 1");
        }
    }

    private static StreamRequest parse(JsonObject object) {
        Object id = object.getValue("id");
        boolean shortText = id instanceof String text && text.length() <= 36;
        if (id != null && !(id instanceof Integer) && !(id instanceof Long) && !shortText) {
            return new Invalid(
                    "null",
                    2,
                    "Invalid request: request ID must be an integer, a short string or null");
        }
        String echo = Json.encode(id);
        String method = String.valueOf(object.getValue("method"));
        List<String> streams = streams(object.getValue("params"));
        return switch (method) {
            case "SUBSCRIBE" -> new Subscribe(echo, streams);
            case "UNSUBSCRIBE" -> new Unsubscribe(echo, streams);
            case "LIST_SUBSCRIPTIONS" -> new ListSubscriptions(echo);
            default ->
                    new Invalid(
                            echo,
                            2,
                            "Invalid request: unknown variant, expected one of `SUBSCRIBE`,"
                                    + " `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`");
        };
    }

    private static List<String> streams(@Nullable Object params) {
        return params instanceof JsonArray array
                ? array.stream().map(String::valueOf).toList()
                : List.of();
    }
}
