package io.tickmesh.gateway;

import io.tickmesh.mesh.request.FieldError;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The parameters of one request. A getter returns the value, or a fallback where there is none or a blank one; a value that
/// cannot be used is noted, so that [#verify] tells everything that is wrong at once. Not thread-safe.
final class Query {
    static final int MAX_LIMIT = 1_000;

    private final MultiMap values;
    private final Map<String, String> path;
    private final Set<String> known = new TreeSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    /// @param path values of the variable segments of the path
    Query(MultiMap values, Map<String, String> path) {
        this.values = values;
        this.path = path;
    }

    /// Returns a variable segment of the path.
    String path(String name) {
        return path.getOrDefault(name, "");
    }

    @Nullable String text(String name) {
        known.add(name);
        List<String> given = values.getAll(name);
        if (given.size() > 1) {
            error(name, "must be given once, was given " + given.size() + " times");
        }
        return given.isEmpty() || given.getFirst().isBlank() ? null : given.getFirst().strip();
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            error(name, "is required");
            return "";
        }
        return text;
    }

    /// Returns how many items are wanted, from 1 to [#MAX_LIMIT].
    int limit(int fallback) {
        return number("limit", MAX_LIMIT, fallback);
    }

    /// Returns a whole number from 1 to `most`.
    int number(String name, int most, int fallback) {
        return parsed(
                        name,
                        "a whole number from 1 to " + most,
                        text -> {
                            int number = Integer.parseInt(text);
                            return number < 1 || number > most ? null : number;
                        })
                .orElse(fallback);
    }

    /// Returns a time in epoch milliseconds.
    @Nullable Long epochMillis(String name) {
        return parsed(
                        name,
                        "a time in epoch milliseconds",
                        text -> {
                            long millis = Long.parseLong(text);
                            return millis < 0 ? null : millis;
                        })
                .orElse(null);
    }

    /// Returns a point in time.
    @Nullable Instant instant(String name) {
        return parsed(name, "a time such as 2026-11-21T09:30:00Z", Instant::parse).orElse(null);
    }

    /// Returns a value that must be there.
    ///
    /// @param expected what it must be, for people
    /// @param parser returns empty for what is not such a value
    <T> T required(String name, String expected, T fallback, Function<String, Optional<T>> parser) {
        String text = requiredText(name);
        if (text.isEmpty()) {
            return fallback;
        }
        Optional<T> value = parser.apply(text);
        if (value.isEmpty()) {
            error(name, "must be " + expected + ", was " + text);
        }
        return value.orElse(fallback);
    }

    /// Returns the items of a list separated by commas, in order and without repetitions.
    Set<String> list(String name) {
        String text = text(name);
        if (text == null) {
            return Set.of();
        }
        Set<String> items = new LinkedHashSet<>();
        for (String item : text.split(",", -1)) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return Collections.unmodifiableSet(items);
    }

    /// Returns the items of a list, which must all be of `choices`.
    Set<String> list(String name, Set<String> choices) {
        Set<String> items = new LinkedHashSet<>(list(name));
        Set<String> wrong = new LinkedHashSet<>(items);
        wrong.removeAll(choices);
        if (!wrong.isEmpty()) {
            error(
                    name,
                    "must be of %s, was %s"
                            .formatted(String.join(", ", choices), String.join(", ", wrong)));
            items.removeAll(wrong);
        }
        return items;
    }

    /// Returns the items of a list that must be there.
    ///
    /// @param most how many there may be
    /// @param expected what each must be, for people
    Set<String> requiredList(String name, int most, String expected, Predicate<String> valid) {
        Set<String> items = list(name);
        if (items.isEmpty()) {
            error(name, "is required");
        } else if (items.size() > most) {
            error(name, "must be at most %d, was %d".formatted(most, items.size()));
        }
        items.stream()
                .filter(item -> !valid.test(item))
                .findFirst()
                .ifPresent(item -> error(name, "must be %s, was %s".formatted(expected, item)));
        return items;
    }

    /// To be called when all parameters have been read.
    ///
    /// @throws ProblemException if something is wrong, a parameter that nobody asked for included
    void verify() {
        for (String name : new TreeSet<>(values.names())) {
            if (!known.contains(name)) {
                error(
                        name,
                        known.isEmpty()
                                ? "is no known parameter, there are none here"
                                : "is no known parameter, known are " + String.join(", ", known));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalidQuery(errors));
        }
    }

    private <T> Optional<T> parsed(
            String name, String expected, Function<String, @Nullable T> parser) {
        String text = text(name);
        if (text == null) {
            return Optional.empty();
        }
        T value = null;
        try {
            value = parser.apply(text);
        } catch (NumberFormatException | DateTimeParseException _) {
            // Told below, with what was expected.
        }
        if (value == null) {
            error(name, "must be " + expected + ", was " + text);
        }
        return Optional.ofNullable(value);
    }

    private void error(String name, String detail) {
        errors.add(new FieldError(name, detail));
    }
}
