package io.tickmesh.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Says for people what a schema wants. Where its keywords do not say it well, the schema itself has the words.
final class Expectation {
    /// What a value has to be, as in `must be a number`.
    static final String EXPECTED = "x-expected";

    /// What to say if `not` holds: a field and a detail.
    static final String REFUSED = "x-refused";

    private Expectation() {}

    /// Returns what is wrong with a value that is not what the schema wants.
    ///
    /// @param told the value as people are to see it
    static String unmet(JsonNode schema, JsonNode value, String told) {
        return value.isArray() && schema.has("items")
                ? "must have %s, has %d".formatted(items(schema), value.size())
                : "must be %s, was %s".formatted(of(schema), told);
    }

    /// Returns what is wrong with a field that the schema does not have.
    static String known(JsonNode schema) {
        String names =
                schema.path("properties").properties().stream()
                        .map(property -> property.getKey())
                        .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? "is no known field, there are none here"
                : "is no known field, known are " + names;
    }

    /// Returns what a value has to be.
    static String of(JsonNode schema) {
        if (schema.has(EXPECTED)) {
            return schema.path(EXPECTED).asText();
        }
        if (schema.has("enum")) {
            return "one of "
                    + texts(schema.path("enum")).stream().collect(Collectors.joining(", "));
        }
        return types(schema).stream()
                .map(type -> type(type, schema))
                .collect(Collectors.joining(" or "));
    }

    private static String type(String type, JsonNode schema) {
        return switch (type) {
            case "object" -> "an object";
            case "array" -> "a list";
            case "boolean" -> "true or false";
            case "number" -> "a number";
            case "integer" -> "a whole number" + range(schema);
            default ->
                    schema.path("format").asText().equals("date-time")
                            ? "a time such as 2026-11-21T09:30:00Z"
                            : "a text" + lengths(schema);
        };
    }

    private static String range(JsonNode schema) {
        long least = schema.path("minimum").asLong(Integer.MIN_VALUE);
        long most = schema.path("maximum").asLong(Integer.MAX_VALUE);
        return least == Integer.MIN_VALUE ? "" : " from %d to %d".formatted(least, most);
    }

    private static String lengths(JsonNode schema) {
        return schema.has("maxLength")
                ? " of %d to %d characters"
                        .formatted(
                                schema.path("minLength").asInt(), schema.path("maxLength").asInt())
                : "";
    }

    private static String items(JsonNode schema) {
        return schema.has("minItems")
                ? "from %d to %d items"
                        .formatted(schema.path("minItems").asInt(), schema.path("maxItems").asInt())
                : "at most %d items".formatted(schema.path("maxItems").asInt());
    }

    private static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? texts(type) : List.of(type.asText());
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(item -> !item.isNull() && !item.asText().equals("null"))
                .map(JsonNode::asText)
                .toList();
    }
}
