package io.tickmesh.bot.strategy;

import java.util.LinkedHashMap;
import java.util.Map;

/// Indicator values by name, in the order in which they were added.
final class Indicators {
    private final Map<String, Double> values = new LinkedHashMap<>();

    private Indicators() {}

    static Indicators of(String name, double value) {
        return new Indicators().and(name, value);
    }

    Indicators and(String name, double value) {
        values.put(name, value);
        return this;
    }

    Map<String, Double> values() {
        return values;
    }
}
