package io.tickmesh.mesh.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A part of the configuration. A getter returns the value, or `fallback` where there is none; a value that cannot be used is
/// noted as a violation and `fallback` is returned, so that reading goes on and finds all violations.
public final class ConfigSection {
    private final ConfigReader reader;
    private final String path;
    private final JsonNode node;

    ConfigSection(ConfigReader reader, String path, JsonNode node) {
        this.reader = reader;
        this.path = path;
        this.node = node;
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            reader.violation(path, "must be a mapping of keys to values");
        }
    }

    /// Notes that the value of `key` cannot be used. `problem` continues the sentence that begins with the key.
    public void violation(String key, String problem) {
        reader.violation(at(key), problem);
    }

    public ConfigSection section(String key) {
        return new ConfigSection(reader, at(key), node.path(key));
    }

    /// Returns the sections of the list under `key`, in order; none if there is no list.
    public List<ConfigSection> sections(String key) {
        JsonNode list = node.path(key);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            violation(key, "must be a list");
            return List.of();
        }
        List<ConfigSection> sections = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            sections.add(new ConfigSection(reader, at(key) + "[" + i + "]", list.get(i)));
        }
        return sections;
    }

    /// Returns the names under `key`, in the order of the file.
    public List<String> keys(String key) {
        List<String> names = new ArrayList<>();
        node.path(key).fieldNames().forEachRemaining(names::add);
        return names;
    }

    public Optional<String> text(String key) {
        return value(key, "text", text -> text.isBlank() ? null : text);
    }

    public String text(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    /// Returns the text under `key`, which must be there.
    public String requiredText(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            violation(key, "is required");
        }
        return text.orElse("");
    }

    public boolean flag(String key, boolean fallback) {
        return value(
                        key,
                        "true or false",
                        text ->
                                switch (text) {
                                    case "true" -> Boolean.TRUE;
                                    case "false" -> Boolean.FALSE;
                                    default -> null;
                                })
                .orElse(fallback);
    }

    public int number(String key, int fallback, int min, int max) {
        return (int) number(key, (long) fallback, min, max);
    }

    public long number(String key, long fallback, long min, long max) {
        String expected = "a whole number from " + min + " to " + max;
        return value(
                        key,
                        expected,
                        text -> {
                            long number = Long.parseLong(text);
                            return number < min || number > max ? null : number;
                        })
                .orElse(fallback);
    }

    public double real(String key, double fallback, double min, double max) {
        return value(
                        key,
                        "a number from " + min + " to " + max,
                        text -> {
                            double number = Double.parseDouble(text);
                            return number >= min && number <= max ? number : null;
                        })
                .orElse(fallback);
    }

    /// Returns an amount of money, a quantity or a ratio that must be at least `min`.
    public BigDecimal decimal(String key, BigDecimal fallback, BigDecimal min) {
        return decimal(key, min).orElse(fallback);
    }

    public Optional<BigDecimal> decimal(String key, BigDecimal min) {
        return value(
                key,
                "a number of at least " + min.toPlainString(),
                text -> {
                    BigDecimal number = new BigDecimal(text);
                    return number.compareTo(min) < 0 ? null : number;
                });
    }

    /// Returns a duration such as `2s`, `500ms` or `PT2S` that must be at least `min`.
    public Duration duration(String key, Duration fallback, Duration min) {
        return value(
                        key,
                        "a duration such as 500ms, 2s or PT2S of at least " + min,
                        text ->
                                Durations.parse(text)
                                        .filter(duration -> duration.compareTo(min) >= 0)
                                        .orElse(null))
                .orElse(fallback);
    }

    public Optional<Instant> instant(String key) {
        return value(key, "a time such as 2021-05-19T00:00:00Z", Instant::parse);
    }

    public URI uri(String key, URI fallback, List<String> schemes) {
        return value(
                        key,
                        "a URL that begins with " + String.join("://, ", schemes) + "://",
                        text -> {
                            URI uri = URI.create(text);
                            return uri.getHost() != null && schemes.contains(uri.getScheme())
                                    ? uri
                                    : null;
                        })
                .orElse(fallback);
    }

    /// Returns the value under `key` by one of the names in `choices`.
    public <T> T choice(String key, T fallback, Map<String, T> choices) {
        return value(key, "one of " + String.join(", ", choices.keySet()), choices::get)
                .orElse(fallback);
    }

    /// Returns the list under `key`; in the environment and on the command line its items are separated by commas, and may stand
    /// in brackets as in the file.
    public List<String> texts(String key, List<String> fallback) {
        JsonNode value = reader.value(at(key), node.path(key));
        if (value.isMissingNode()) {
            return fallback;
        }
        List<String> items = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> items.add(item.asText().strip()));
        } else if (value.isValueNode()) {
            for (String item : withoutBrackets(value.asText().strip()).split(",", -1)) {
                items.add(item.strip());
            }
            items.removeIf(String::isEmpty);
        } else {
            violation(key, "must be a list");
        }
        return List.copyOf(items);
    }

    private static String withoutBrackets(String text) {
        return text.startsWith("[") && text.endsWith("]")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /// Returns the mapping under `key` as texts, in the order of the file.
    public Map<String, String> map(String key) {
        Map<String, String> values = new LinkedHashMap<>();
        ConfigSection inner = section(key);
        for (String name : keys(key)) {
            inner.text(name).ifPresent(value -> values.put(name, value));
        }
        return values;
    }

    private <T> Optional<T> value(
            String key, String expected, Function<String, @Nullable T> parser) {
        JsonNode value = reader.value(at(key), node.path(key));
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        T parsed = null;
        if (value.isValueNode()) {
            try {
                parsed = parser.apply(value.asText().strip());
            } catch (IllegalArgumentException | DateTimeParseException e) {
                parsed = null; // reported below, with what was expected
            }
        }
        if (parsed == null) {
            violation(key, "must be " + expected + ", was " + shown(key, value));
        }
        return Optional.ofNullable(parsed);
    }

    /// Values whose key speaks of a secret are never shown.
    private static String shown(String key, JsonNode value) {
        return key.matches(".*(token|secret|password|key|url).*")
                ? "a value that is not shown here"
                : value.isValueNode() ? value.asText() : value.toString();
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
