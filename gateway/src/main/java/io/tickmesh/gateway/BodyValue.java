package io.tickmesh.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.mesh.config.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A value of a JSON body that is neither a record nor a list nor a map.
///
/// @param expected what it must be, for people
/// @param reader returns empty for what is not such a value
record BodyValue(String expected, Function<JsonNode, Optional<?>> reader) {
    /// Enough for any amount; what is far longer or has a huge exponent would only cost memory where it is calculated with.
    private static final int MOST_DIGITS = 40;

    private static final int LONGEST_QUOTE = 60;

    private static final Map<Class<?>, BodyValue> KNOWN =
            Map.of(
                    String.class, new BodyValue("a text", BodyValue::text),
                    BigDecimal.class, new BodyValue("a number", BodyValue::decimal),
                    int.class, new BodyValue("a whole number", BodyValue::integer),
                    Integer.class, new BodyValue("a whole number", BodyValue::integer),
                    double.class, new BodyValue("a number", BodyValue::real),
                    Double.class, new BodyValue("a number", BodyValue::real),
                    boolean.class, new BodyValue("true or false", BodyValue::truth),
                    Boolean.class, new BodyValue("true or false", BodyValue::truth),
                    Duration.class,
                            new BodyValue(
                                    "a duration such as 5s or PT5S",
                                    node -> written(node).flatMap(Durations::parse)),
                    Instant.class,
                            new BodyValue(
                                    "a time such as 2026-11-21T09:30:00Z", BodyValue::instant));

    /// @throws IllegalStateException if values of that type are not read; this is a bug
    static BodyValue of(Class<?> type) {
        if (type.isEnum()) {
            return choice(type.getEnumConstants());
        }
        BodyValue value = KNOWN.get(type);
        if (value == null) {
            throw new IllegalStateException("a body cannot have values of " + type);
        }
        return value;
    }

    Optional<?> read(JsonNode node) {
        return reader.apply(node);
    }

    /// Returns a text that is short enough to be quoted.
    static String shortened(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    }

    /// As in answers: enums are written as people write them, see their toString.
    private static BodyValue choice(Object[] values) {
        String names =
                Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "));
        return new BodyValue(
                "one of " + names,
                node ->
                        Arrays.stream(values)
                                .filter(value -> value.toString().equals(node.textValue()))
                                .findFirst());
    }

    /// Numbers are taken as they are written: parameters of strategies are texts that are mostly numbers.
    private static Optional<String> text(JsonNode node) {
        return node.isNumber() ? decimal(node).map(BigDecimal::toPlainString) : written(node);
    }

    private static Optional<String> written(JsonNode node) {
        return Optional.ofNullable(node.textValue());
    }

    private static Optional<BigDecimal> decimal(JsonNode node) {
        try {
            return (node.isNumber()
                            ? Optional.of(node.decimalValue())
                            : written(node).map(text -> new BigDecimal(text.strip())))
                    .filter(value ->
                            value.precision() <= MOST_DIGITS
                                    && Math.abs((long) value.scale()) <= MOST_DIGITS);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> integer(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt()
                ? Optional.of(node.intValue())
                : Optional.empty();
    }

    private static Optional<Double> real(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue())
                ? Optional.of(node.doubleValue())
                : Optional.empty();
    }

    private static Optional<Boolean> truth(JsonNode node) {
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            return written(node).map(Instant::parse);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
