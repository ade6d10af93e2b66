package io.tickmesh.gateway.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.yaml.snakeyaml.Yaml;

/// Makes values that a schema of the contract takes, and spoils them.
public final class GeneratedRequests {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonNode FILE =
            new JsonMapper()
                    .valueToTree(
                            new Yaml()
                                    .<Object>load(
                                            new String(
                                                    Contract.get().text(),
                                                    StandardCharsets.UTF_8)));
    private static final Map<String, List<String>> WORDS =
            Map.of(
                    "a number", List.of("0", "1.50", "-3", "00.1", "99999999999999999999"),
                    "a duration such as 5s or PT5S",
                            List.of("5s", "1.5h", "250ms", "7d", "PT1H30M", "P1D", "P2DT0.5S"),
                    "a text of 1 to 500 characters", List.of("why not", "ü", "x".repeat(500)),
                    "an ETag such as \"3\", or *", List.of("*", "\"3\"", "W/\"a\"", "\"\""),
                    "1 to 128 visible ASCII characters", List.of("a-1", "~!{}", "k".repeat(128)),
                    "1 to 32 letters, digits and any of . : _ -",
                            List.of("BTCUSDT", "X:BTCUSD", "a.b_c-d"),
                    "1 to 64 letters, digits, blanks and any of . _ -", List.of("grafana", "a b"));

    private final Random random;

    public GeneratedRequests(long seed) {
        random = new Random(seed);
    }

    /// A value and the field of it that is wrong.
    public record Spoiled(JsonNode value, String field) {}

    /// Returns the schema of an operation's body.
    public static JsonNode body(Operation operation) {
        return resolved(
                node(operation).at("/requestBody/content").path("application/json").path("schema"));
    }

    /// Returns the parameters of an operation, as the file has them.
    public static List<JsonNode> parameters(Operation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        for (JsonNode owner : List.of(FILE.path("paths").path(operation.path()), node(operation))) {
            owner.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        }
        return parameters;
    }

    /// Returns a value that the schema takes.
    public JsonNode valid(JsonNode reference) {
        JsonNode schema = resolved(reference);
        String type = type(schema);
        if (schema.has("x-expected") && WORDS.containsKey(schema.path("x-expected").asText())) {
            List<String> words = WORDS.get(schema.path("x-expected").asText());
            String word = words.get(random.nextInt(words.size()));
            return type.equals("number")
                    ? NODES.numberNode(new BigDecimal(word))
                    : NODES.textNode(word);
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        return switch (type) {
            case "object" -> object(schema);
            case "array" -> list(schema);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "integer" -> NODES.numberNode(whole(schema));
            case "number" ->
                    NODES.numberNode(new BigDecimal(random.nextInt(-999, 999)).movePointLeft(2));
            case "null" -> NODES.nullNode();
            default -> text(schema);
        };
    }

    /// Returns a value that the schema does not take, and which field of it is wrong.
    public Spoiled spoiled(JsonNode reference) {
        JsonNode value = valid(reference);
        while (!value.isObject()) {
            value = valid(reference);
        }
        String field = spoil((ObjectNode) value, resolved(reference), "");
        return new Spoiled(value, field);
    }

    private String spoil(ObjectNode value, JsonNode schema, String path) {
        List<String> names = new ArrayList<>();
        value.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
        JsonNode declared =
                schema.path("properties").has(name)
                        ? resolved(schema.path("properties").path(name))
                        : resolved(schema.path("additionalProperties"));
        int way = random.nextInt(4);
        if (names.isEmpty() || (way == 0 && schema.path("additionalProperties").isBoolean())) {
            // No map has lists for values.
            value.set("zzz", NODES.arrayNode());
            return path + "zzz";
        }
        if (value.get(name) instanceof ObjectNode inner && way < 3) {
            return spoil(inner, declared, path + name + ".");
        }
        if (way == 1 && schema.path("required").toString().contains('"' + name + '"')) {
            value.remove(name);
            return path + name;
        }
        boolean takesObjects = declared.path("type").toString().contains("object");
        value.set(name, takesObjects ? NODES.arrayNode() : NODES.objectNode().put("wrong", 1));
        return path + name;
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean needed =
                    schema.path("required").toString().contains('"' + property.getKey() + '"');
            if (needed || random.nextInt(3) > 0) {
                object.set(property.getKey(), valid(property.getValue()));
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            for (int i = random.nextInt(3); i > 0; i--) {
                object.set("name" + i, valid(schema.path("additionalProperties")));
            }
        }
        return object;
    }

    private ArrayNode list(JsonNode schema) {
        ArrayNode list = NODES.arrayNode();
        int least = schema.path("minItems").asInt(0);
        for (int i = least + random.nextInt(3); i > 0; i--) {
            list.add(valid(schema.path("items")));
        }
        return list;
    }

    private JsonNode text(JsonNode schema) {
        return schema.path("format").asText().equals("date-time")
                ? NODES.textNode(
                        random.nextBoolean()
                                ? "2026-11-21T09:30:00Z"
                                : "2024-02-29T23:59:59.123+02:00")
                : NODES.textNode(List.of("bot-01", "ü \" \\", "main").get(random.nextInt(3)));
    }

    private long whole(JsonNode schema) {
        long least = schema.path("minimum").asLong(-100);
        long most = schema.path("maximum").asLong(1_000_000);
        return List.of(least, most, least + (most - least) / 2).get(random.nextInt(3));
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText();
    }

    private static JsonNode node(Operation operation) {
        return FILE.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT));
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(FILE.at(JsonPointer.compile(node.path("$ref").asText().substring(1))))
                : node;
    }
}
