package io.tickmesh.bot.strategy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Valid values of all parameters of a strategy, in its order.
public final class Parameters {
    private final Map<String, Double> values;
    private final Map<String, String> texts = new LinkedHashMap<>();

    Parameters(Map<Parameter, Double> values) {
        this.values = new LinkedHashMap<>();
        values.forEach((parameter, value) -> {
            this.values.put(parameter.name(), value);
            texts.put(parameter.name(), parameter.text(value));
        });
    }

    /// Returns the value of a whole number.
    ///
    /// @throws IllegalArgumentException if there is no parameter of that name
    public int whole(String name) {
        return (int) real(name);
    }

    /// Returns the value of a number.
    ///
    /// @throws IllegalArgumentException if there is no parameter of that name
    public double real(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "parameter must be one of %s, was %s".formatted(values.keySet(), name));
        }
        return value;
    }

    /// Returns the values as people write them, in the order of the strategy.
    public Map<String, String> texts() {
        return Collections.unmodifiableMap(texts);
    }
}
