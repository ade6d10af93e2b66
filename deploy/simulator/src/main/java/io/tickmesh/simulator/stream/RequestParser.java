package io.tickmesh.simulator.stream;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what clients send; what makes no sense becomes [StreamRequest.Invalid] in the words of the exchange.
final class RequestParser {

    static final int UNKNOWN_PROPERTY = 0;
    static final int WRONG_VALUE = 1;
    static final int WRONG_REQUEST = 2;
    static final int NO_JSON = 3;

    private static final String NO_ID = "";
    private static final int MOST_ID_CHARACTERS = 36;
    private static final String COMBINED = "combined";
    private static final Pattern METHOD =
            Pattern.compile("\"method\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*+\"|[^,}\\s]++)");
    private static final String METHODS =
            "`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`";

    private RequestParser() {}

    static StreamRequest parse(String text) {
        try {
            return Json.decodeValue(text) instanceof JsonObject object
                    ? parse(object, text)
                    : invalid(NO_ID, "expected an object");
        } catch (DecodeException e) {
            return new StreamRequest.Invalid(
                    NO_ID, NO_JSON, "Invalid JSON: expected value at " + place(e));
        }
    }

    private static String place(DecodeException e) {
        JsonLocation location =
                e.getCause() instanceof JsonProcessingException cause ? cause.getLocation() : null;
        return location == null
                ? "line 1 column 1"
                : "line " + location.getLineNr() + " column " + location.getColumnNr();
    }

    private static StreamRequest parse(JsonObject object, String text) {
        Object id = object.getValue("id");
        if (!object.containsKey("id") || !isId(id)) {
            return invalid(NO_ID, "request ID must be an unsigned integer");
        }
        String echo = Json.encode(id);
        Object method = object.getValue("method");
        if (method == null) {
            return invalid(
                    echo,
                    "missing field `method` at " + place(text, text.stripTrailing().length()));
        }
        Object params = object.getValue("params");
        if (params != null && !(params instanceof JsonArray)) {
            return invalid(echo, "params must be an array");
        }
        List<?> values = params == null ? List.of() : ((JsonArray) params).getList();
        return switch (method.toString()) {
            case "SUBSCRIBE" ->
                    named(values)
                            ? new StreamRequest.Subscribe(echo, names(values))
                            : invalid(echo, "invalid stream");
            case "UNSUBSCRIBE" ->
                    named(values)
                            ? new StreamRequest.Unsubscribe(echo, names(values))
                            : invalid(echo, "invalid stream");
            case "LIST_SUBSCRIPTIONS" ->
                    values.isEmpty()
                            ? new StreamRequest.ListSubscriptions(echo)
                            : invalid(echo, "too many parameters");
            case "SET_PROPERTY" -> setProperty(echo, values);
            case "GET_PROPERTY" -> getProperty(echo, values);
            default -> unknownMethod(echo, method, text);
        };
    }

    private static boolean isId(@Nullable Object id) {
        return id == null
                || id instanceof Integer
                || id instanceof Long
                || (id instanceof String text && text.length() <= MOST_ID_CHARACTERS);
    }

    private static boolean named(List<?> values) {
        return values.stream().allMatch(String.class::isInstance);
    }

    private static List<String> names(List<?> values) {
        return values.stream().map(String::valueOf).toList();
    }

    private static StreamRequest setProperty(String id, List<?> values) {
        StreamRequest.@Nullable Invalid error = checkProperty(id, values, 2);
        if (error != null) {
            return error;
        }
        return values.size() == 2 && values.get(1) instanceof Boolean combined
                ? new StreamRequest.SetCombined(id, combined)
                : new StreamRequest.Invalid(
                        id, WRONG_VALUE, "Invalid value type: expected Boolean");
    }

    private static StreamRequest getProperty(String id, List<?> values) {
        StreamRequest.@Nullable Invalid error = checkProperty(id, values, 1);
        return Objects.requireNonNullElseGet(error, () -> new StreamRequest.GetCombined(id));
    }

    private static StreamRequest.@Nullable Invalid checkProperty(
            String id, List<?> values, int most) {
        if (values.size() > most) {
            return invalid(id, "too many parameters");
        }
        if (values.isEmpty() || !(values.getFirst() instanceof String name)) {
            return invalid(id, "property name must be a string");
        }
        return name.equals(COMBINED)
                ? null
                : new StreamRequest.Invalid(id, UNKNOWN_PROPERTY, "Unknown property");
    }

    private static StreamRequest unknownMethod(String id, Object method, String text) {
        Matcher matcher = METHOD.matcher(text);
        int end = matcher.find() ? matcher.end() : text.length();
        return invalid(
                id,
                "unknown variant `%s`, expected one of %s at %s"
                        .formatted(method, METHODS, place(text, end)));
    }

    /// Returns the place in the words of the exchange: the column is that of the last character read.
    private static String place(String text, int end) {
        String before = text.substring(0, end);
        long lines = 1 + before.chars().filter(c -> c == '\n').count();
        return "line " + lines + " column " + (end - 1 - before.lastIndexOf('\n'));
    }

    static StreamRequest.Invalid invalid(String id, String what) {
        return new StreamRequest.Invalid(id, WRONG_REQUEST, "Invalid request: " + what);
    }
}
