package io.tickmesh.gateway;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.request.FieldError;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads JSON bodies: first as a tree, which the contract checks, then as the record that it is.
final class BodyReader {
    /// Enough for any amount; what is far longer or has a huge exponent would only cost memory where it is calculated with.
    private static final int MOST_DIGITS = 40;

    private static final JsonMapper TREES =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private BodyReader() {}

    /// @throws ProblemException if the body is no JSON object
    static JsonNode tree(Buffer body) {
        try {
            JsonNode tree = TREES.readTree(body.getBytes());
            if (!tree.isObject()) {
                throw new ProblemException(Problem.of(400, "The body must be a JSON object."));
            }
            return tree;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where =
                    at == null
                            ? ""
                            : ", line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
            throw new ProblemException(
                    Problem.of(
                            400,
                            "The body is no JSON%s: %s".formatted(where, e.getOriginalMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /// Returns the numbers that nobody should calculate with, whatever the contract says of their value.
    static List<FieldError> endlessNumbers(JsonNode tree) {
        List<FieldError> found = new ArrayList<>();
        collect(tree, "", found);
        return found;
    }

    /// Returns the record that a body is which the contract has found right.
    ///
    /// @throws ProblemException if a record does not take its components
    static <T extends Record> T record(Buffer body, Class<T> type) {
        try {
            return MeshJson.read(body.getBytes(), type);
        } catch (JsonMappingException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            String detail =
                    cause instanceof IllegalArgumentException
                            ? Objects.toString(cause.getMessage(), "is wrong")
                            : "is wrong: " + e.getOriginalMessage();
            throw new ProblemException(
                    Problem.invalidBody(List.of(new FieldError(field(e.getPath()), detail))));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static void collect(JsonNode node, String path, List<FieldError> found) {
        if (node.isNumber()) {
            var number = node.decimalValue();
            if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
                found.add(
                        new FieldError(path, "must have at most %d digits".formatted(MOST_DIGITS)));
            }
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                collect(
                        field.getValue(),
                        path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                        found);
            }
        } else {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "[" + i + "]", found);
            }
        }
    }

    private static String field(List<JsonMappingException.Reference> path) {
        StringBuilder field = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return field.toString();
    }
}
