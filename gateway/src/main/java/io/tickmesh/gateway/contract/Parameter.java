package io.tickmesh.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tickmesh.mesh.request.FieldError;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A parameter of the query or a header. Those of the path are in the path itself: without them it would be another one.
///
/// @param header whether it is a header, and not part of the query
/// @param type of its schema: text that is to be a number becomes one before it is checked
/// @param usual what it is if it is left out; missing for nothing
record Parameter(
        String name, boolean header, boolean required, String type, JsonNode usual, Form form) {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    /// Returns what clients wrote, in the type of the schema where it can be.
    JsonNode value(String text) {
        return switch (type) {
            case "array" -> list(text);
            case "integer" ->
                    WHOLE.matcher(text).matches()
                            ? LongNode.valueOf(Long.parseLong(text))
                            : TextNode.valueOf(text);
            case "boolean" ->
                    Set.of("true", "false").contains(text)
                            ? BooleanNode.valueOf(text.equals("true"))
                            : TextNode.valueOf(text);
            default -> TextNode.valueOf(text);
        };
    }

    /// Returns what is wrong with it; empty for nothing. One error is enough: it says what the whole parameter has to be.
    List<FieldError> check(JsonNode value) {
        return form.check(value).stream()
                .limit(1)
                .map(error -> new FieldError(name, error.detail()))
                .toList();
    }

    /// Items separated by commas, without repetitions.
    private static ArrayNode list(String text) {
        Set<String> items =
                Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        ArrayNode list = JsonNodeFactory.instance.arrayNode(items.size());
        items.forEach(list::add);
        return list;
    }
}
