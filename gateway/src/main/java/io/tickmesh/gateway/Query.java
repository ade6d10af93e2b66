package io.tickmesh.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tickmesh.mesh.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parameters of one request, which the contract has found right: those of the query, headers, and the path.
final class Query {
    private final Map<String, JsonNode> values;
    private final Map<String, String> path;
    private final String asker;

    /// @param path values of the variable segments of the path
    /// @param asker name of who asks
    Query(Map<String, JsonNode> values, Map<String, String> path, String asker) {
        this.values = values;
        this.path = path;
        this.asker = asker;
    }

    /// Returns a variable segment of the path.
    String path(String name) {
        return path.getOrDefault(name, "");
    }

    /// Returns a text, or a number as it was written; null if there is none.
    @Nullable String text(String name) {
        JsonNode value = values.get(name);
        return value == null ? null : value.asText();
    }

    /// Returns a text that the contract demands.
    String requiredText(String name) {
        return value(name).asText();
    }

    /// Returns how many items are wanted.
    int limit() {
        return number("limit");
    }

    /// Returns a whole number that is there, or has a usual value in the contract.
    int number(String name) {
        return value(name).asInt();
    }

    /// Returns a whole number; null if there is none.
    @Nullable Long optionalNumber(String name) {
        JsonNode value = values.get(name);
        return value == null ? null : value.asLong();
    }

    /// Returns a point in time; null if there is none.
    @Nullable Instant instant(String name) {
        String text = text(name);
        return text == null ? null : Instant.parse(text);
    }

    /// Returns a duration; null if there is none.
    @Nullable Duration duration(String name) {
        String text = text(name);
        return text == null ? null : Durations.parse(text).orElseThrow();
    }

    /// Returns whether something is wanted.
    boolean flag(String name) {
        return value(name).asBoolean();
    }

    /// Returns the items of a list, in order and without repetitions; none if it was left out.
    Set<String> list(String name) {
        Set<String> items = new LinkedHashSet<>();
        value(name).forEach(item -> items.add(item.asText()));
        return Collections.unmodifiableSet(items);
    }

    /// Returns why something is done and who says so, for the records.
    ///
    /// @param said what the client says; null for nothing
    String reason(@Nullable String said) {
        String by = "by " + asker;
        return said == null ? by : "%s (%s)".formatted(said.strip(), by);
    }

    private JsonNode value(String name) {
        return values.getOrDefault(name, MissingNode.getInstance());
    }
}
