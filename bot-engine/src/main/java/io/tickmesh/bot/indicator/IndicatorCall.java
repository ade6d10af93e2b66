package io.tickmesh.bot.indicator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One indicator with its parameters, as a rule names it. Made by [IndicatorType#call].
///
/// @param input what it is computed from, null for one that reads whole bars
/// @param values all its parameters, valid, in the order of the type
public record IndicatorCall(IndicatorType type, @Nullable Input input, List<Double> values) {
    public IndicatorCall {
        values = List.copyOf(values);
    }

    /// Returns a new indicator that nobody else reads.
    public Indicator make() {
        Source source = input == null ? Price.CLOSE : input.source();
        return type.maker().make(source, values.stream().mapToDouble(v -> v).toArray());
    }

    /// Returns the text that stands for this indicator and no other, for example `ema(close,12)`.
    @Override
    public String toString() {
        return text(type.name(), input, values.stream().mapToDouble(v -> v).toArray());
    }

    static String text(String name, @Nullable Input input, double... values) {
        List<String> parts = new ArrayList<>();
        if (input != null) {
            parts.add(input.toString());
        }
        for (double value : values) {
            parts.add(text(value));
        }
        return name + "(" + String.join(",", parts) + ")";
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
