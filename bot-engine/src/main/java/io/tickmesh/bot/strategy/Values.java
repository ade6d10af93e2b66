package io.tickmesh.bot.strategy;

import java.util.LinkedHashMap;
import java.util.Map;

/// Indicator values by name, in the order in which they were added.
final class Values {
    private final Map<String, Double> values = new LinkedHashMap<>();

    private Values() {}

    static Values of(String name, double value) {
        return new Values().and(name, value);
    }

    Values and(String name, double value) {
        values.put(name, value);
        return this;
    }

    Map<String, Double> values() {
        return values;
    }
}
