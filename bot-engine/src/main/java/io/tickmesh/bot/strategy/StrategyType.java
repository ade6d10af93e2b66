package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.mesh.request.StrategyView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A kind of strategy: its name, its parameters and how to make one.
///
/// @param name as it is configured, for example `ema-cross`
/// @param description what it does, for people, in a sentence or two
/// @param parameters in the order in which they are shown
/// @param conflict says which parameters do not go together; empty if they do
/// @param factory makes a strategy that reads the indicators of one symbol and interval, with parameters that are valid and
///     without conflict
public record StrategyType(
        String name,
        String description,
        List<Parameter> parameters,
        Function<Parameters, Optional<String>> conflict,
        BiFunction<Parameters, Indicators, Strategy> factory) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /// @throws IllegalArgumentException if the name is not made of lower-case letters, digits and dashes, or two parameters share
    ///     one
    public StrategyType {
        parameters = List.copyOf(parameters);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must match %s, was %s".formatted(NAME, name));
        }
        if (parameters.stream().map(Parameter::name).distinct().count() < parameters.size()) {
            throw new IllegalArgumentException("parameters of %s must differ".formatted(name));
        }
    }

    /// Returns the parameters that `texts` configures; standard values for those that are missing or wrong.
    ///
    /// @param violation told each name and what is wrong with it, as the end of a sentence
    public Parameters read(Map<String, String> texts, BiConsumer<String, String> violation) {
        Map<Parameter, Double> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            String text = texts.get(parameter.name());
            Optional<Double> value = parse(parameter, text);
            if (text != null && value.isEmpty()) {
                violation.accept(
                        parameter.name(), "must be " + parameter.expected() + ", was " + text);
            }
            values.put(parameter, value.orElse(parameter.standard()));
        }
        List<String> names = parameters.stream().map(Parameter::name).toList();
        String known = names.isEmpty() ? "none" : String.join(", ", names);
        texts.keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name ->
                        violation.accept(
                                name,
                                "is no parameter of %s, which has %s".formatted(this.name, known)));
        Parameters read = new Parameters(values);
        conflict.apply(read).ifPresent(problem -> violation.accept("", problem));
        return read;
    }

    /// Returns the parameters when nothing is configured.
    public Parameters standard() {
        return read(
                Map.of(),
                (name, problem) -> {
                    throw new IllegalStateException(name + " " + problem);
                });
    }

    StrategyView view() {
        return new StrategyView(
                name, description, parameters.stream().map(Parameter::view).toList());
    }

    static Optional<String> none(Parameters parameters) {
        return Optional.empty();
    }

    /// Returns the conflict that `smaller` is not below `larger`.
    static Function<Parameters, Optional<String>> below(String smaller, String larger) {
        return parameters ->
                parameters.real(smaller) < parameters.real(larger)
                        ? Optional.empty()
                        : Optional.of(
                                "must have %s below %s, was %s and %s"
                                        .formatted(
                                                smaller,
                                                larger,
                                                parameters.texts().get(smaller),
                                                parameters.texts().get(larger)));
    }

    /// Returns the first of two conflicts.
    static Function<Parameters, Optional<String>> both(
            Function<Parameters, Optional<String>> one,
            Function<Parameters, Optional<String>> other) {
        return parameters -> one.apply(parameters).or(() -> other.apply(parameters));
    }

    private static Optional<Double> parse(Parameter parameter, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.valueOf(text)).filter(parameter::accepts);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
