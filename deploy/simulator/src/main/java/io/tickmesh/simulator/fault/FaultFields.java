package io.tickmesh.simulator.fault;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The members of a fault's JSON; keeps count of those that were read, because others are mistakes. Every failure is an
/// [IllegalArgumentException] that names the member.
final class FaultFields {

    private final JsonObject json;
    private final Set<String> unread;

    FaultFields(JsonObject json) {
        this.json = json;
        this.unread = new TreeSet<>(json.fieldNames());
    }

    boolean has(String name) {
        return json.containsKey(name);
    }

    String text(String name) {
        return text(name, null);
    }

    private String text(String name, @Nullable String fallback) {
        unread.remove(name);
        Object value = json.getValue(name);
        if (value == null && fallback != null && !json.containsKey(name)) {
            return fallback;
        }
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException(name + " must be a text, was " + value);
        }
        return text;
    }

    Glob glob(String name) {
        try {
            return new Glob(text(name, Glob.ANY.text()));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(
                    message.startsWith(name) ? message : name + " " + message, e);
        }
    }

    long number(String name, long fallback) {
        return json.containsKey(name) ? number(name) : fallback;
    }

    long number(String name) {
        unread.remove(name);
        Object value = json.getValue(name);
        if (!(value instanceof Integer) && !(value instanceof Long)) {
            throw new IllegalArgumentException(name + " must be a whole number, was " + value);
        }
        return ((Number) value).longValue();
    }

    int smallNumber(String name, int fallback) {
        long value = number(name, fallback);
        if (value != (int) value) {
            throw new IllegalArgumentException(name + " is too large, was " + value);
        }
        return (int) value;
    }

    Duration milliseconds(String name, long fallback) {
        return Duration.ofMillis(number(name, fallback));
    }

    Duration milliseconds(String name) {
        return Duration.ofMillis(number(name));
    }

    boolean flag(String name) {
        unread.remove(name);
        Object value = json.getValue(name, false);
        if (!(value instanceof Boolean flag)) {
            throw new IllegalArgumentException(name + " must be true or false, was " + value);
        }
        return flag;
    }

    Chance chance() {
        unread.remove("probability");
        Object value = json.getValue("probability", 1);
        if (!(value instanceof Number probability)) {
            throw new IllegalArgumentException("probability must be a number, was " + value);
        }
        return new Chance(probability.doubleValue(), number("seed", 1));
    }

    void requireAllRead() {
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException(
                    String.join(", ", unread) + " is unknown to a fault of this kind");
        }
    }
}
