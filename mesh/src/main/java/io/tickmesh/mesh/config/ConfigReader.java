package io.tickmesh.mesh.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads a YAML document under environment variables and explicit overrides, and gathers everything that is wrong. Services
/// read their records from [#section]s; [#verify] then refuses the whole configuration, unknown keys included. Not thread-safe.
///
/// A key `gateway.admin-token` is overridden by the variable `TICKMESH_GATEWAY_ADMIN_TOKEN`, and that by an explicit override.
public final class ConfigReader {
    private static final String PREFIX = "TICKMESH_";

    private final JsonNode root;
    private final Map<String, String> overrides;
    private final Map<String, String> variables = new TreeMap<>();
    private final Set<String> usedKeys = new HashSet<>();
    private final List<String> violations = new ArrayList<>();

    private ConfigReader(
            JsonNode root, Map<String, String> environment, Map<String, String> overrides) {
        this.root = root;
        this.overrides = new TreeMap<>(overrides);
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                variables.put(name, value);
            }
        });
    }

    /// Returns a reader of `yaml`.
    ///
    /// @param environment environment variables; those that do not begin with `TICKMESH_` are ignored
    /// @param overrides values by key that win over everything, for example from the command line
    /// @throws ConfigException if `yaml` is no YAML mapping
    public static ConfigReader of(
            String yaml, Map<String, String> environment, Map<String, String> overrides) {
        try {
            JsonNode root =
                    YAMLMapper.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                            .build()
                            .readTree(yaml);
            if (!root.isMissingNode() && !root.isNull() && !root.isObject()) {
                throw new ConfigException(
                        List.of("the configuration must be a mapping of keys to values"));
            }
            return new ConfigReader(root, environment, overrides);
        } catch (JsonProcessingException e) {
            throw new ConfigException(List.of("not readable as YAML: " + describe(e)));
        }
    }

    /// Returns the whole configuration as a section, for keys and lists at the top.
    public ConfigSection root() {
        return new ConfigSection(this, "", root);
    }

    /// Returns the values under `key`.
    public ConfigSection section(String key) {
        return new ConfigSection(this, key, root.path(key));
    }

    /// Ends the reading.
    ///
    /// @throws ConfigException if anything was wrong, with all of it
    public void verify() {
        unknownKeys("", root);
        overrides.keySet().stream()
                .filter(key -> !usedKeys.contains(key))
                .forEach(key -> violation(key, "is no known key"));
        Set<String> known = new HashSet<>();
        usedKeys.forEach(key -> known.add(variableOf(key)));
        variables.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name ->
                        violations.add("environment variable " + name + " overrides no known key"));
        if (!violations.isEmpty()) {
            throw new ConfigException(violations);
        }
    }

    void violation(String key, String problem) {
        violations.add(key + " " + problem);
    }

    /// Returns the value at `path` after overrides; missing if there is none. Marks the key as known.
    JsonNode value(String path, JsonNode inFile) {
        usedKeys.add(path);
        String override = overrides.getOrDefault(path, variables.get(variableOf(path)));
        if (override != null) {
            return TextNode.valueOf(override);
        }
        return inFile.isNull() ? MissingNode.getInstance() : inFile;
    }

    private static String variableOf(String path) {
        return PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private void unknownKeys(String path, JsonNode node) {
        if (usedKeys.contains(path)) {
            return;
        }
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            object.properties()
                    .forEach(entry ->
                            unknownKeys(
                                    path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                                    entry.getValue()));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                unknownKeys(path + "[" + i + "]", node.get(i));
            }
        } else if (!path.isEmpty() && !node.isNull()) {
            violation(path, "is no known key");
        }
    }

    private static String describe(JsonProcessingException e) {
        String where =
                e.getLocation() == null
                        ? ""
                        : " (line %d, column %d)"
                                .formatted(
                                        e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        return e.getOriginalMessage().lines().findFirst().orElse("") + where;
    }
}
