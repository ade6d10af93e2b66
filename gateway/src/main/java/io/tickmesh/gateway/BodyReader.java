package io.tickmesh.gateway;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.mesh.request.FieldError;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes a record of a JSON body. A component that is not `@Nullable` is required, a field that the record does not have is
/// refused, and an `IllegalArgumentException` of a constructor is an error of that record. Components may be records, lists, maps
/// from text, and what [BodyValue] reads. Everything that is wrong is told at once.
final class BodyReader {
    private static final int MOST_ERRORS = 50;
    private static final JsonMapper TREES =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final List<FieldError> errors = new ArrayList<>();
    private int found;

    private BodyReader() {}

    /// @throws ProblemException if the body is not such a record
    static <T extends Record> T read(Buffer body, Class<T> type) {
        JsonNode tree = tree(body);
        if (!tree.isObject()) {
            throw new ProblemException(Problem.of(400, "The body must be a JSON object."));
        }
        BodyReader reader = new BodyReader();
        Object record = reader.record(tree, type, "");
        if (record == null || !reader.errors.isEmpty()) {
            throw new ProblemException(Problem.invalidBody(reader.errors));
        }
        return type.cast(record);
    }

    private static JsonNode tree(Buffer body) {
        try {
            return TREES.readTree(body.getBytes());
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

    /// Returns the record; null if there are errors.
    private @Nullable Object record(JsonNode node, Class<?> type, String path) {
        if (!node.isObject()) {
            error(path, "must be an object");
            return null;
        }
        RecordComponent[] components = type.getRecordComponents();
        List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
        node.fieldNames()
                .forEachRemaining(name -> {
                    if (!names.contains(name)) {
                        error(
                                path + BodyValue.shortened(name),
                                "is no known field, known are " + String.join(", ", names));
                    }
                });
        int before = found;
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = component(node.get(components[i].getName()), components[i], path);
        }
        return found > before ? null : make(type, components, values, path);
    }

    private @Nullable Object component(
            @Nullable JsonNode node, RecordComponent component, String path) {
        String name = path + component.getName();
        if (node == null || node.isNull()) {
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                error(name, "is required");
            }
            return null;
        }
        return value(node, component.getGenericType(), name);
    }

    private @Nullable Object value(JsonNode node, Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? list(node, arguments[0], path)
                    : map(node, arguments[1], path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(node, plain, path + ".");
        }
        BodyValue expected = BodyValue.of(plain);
        Optional<?> value = expected.read(node);
        if (value.isEmpty()) {
            error(
                    path,
                    "must be %s, was %s"
                            .formatted(expected.expected(), BodyValue.shortened(node.toString())));
        }
        return value.orElse(null);
    }

    private @Nullable Object list(JsonNode node, Type type, String path) {
        if (!node.isArray()) {
            error(path, "must be a list");
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(value(node.get(i), type, path + "[" + i + "]"));
        }
        return items;
    }

    private @Nullable Object map(JsonNode node, Type type, String path) {
        if (!node.isObject()) {
            error(path, "must be an object");
            return null;
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = path + "." + BodyValue.shortened(entry.getKey());
            entries.put(entry.getKey(), value(entry.getValue(), type, name));
        }
        return entries;
    }

    private @Nullable Object make(
            Class<?> type, RecordComponent[] components, @Nullable Object[] values, String path) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                error(path, String.valueOf(wrong.getMessage()));
                return null;
            }
            throw new IllegalStateException("a bug in " + type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not a record to read: " + type, e);
        }
    }

    /// @param path of a field, or of a record, which ends with a dot
    private void error(String path, String detail) {
        found++;
        if (errors.size() < MOST_ERRORS) {
            String field = path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
            errors.add(new FieldError(field, detail));
        }
    }
}
