package io.tickmesh.bot.strategy;

import io.tickmesh.mesh.request.ParameterView;

/// A number that a strategy can be configured with.
///
/// @param description what it is, for people
/// @param standard its value when nothing is configured
/// @param min smallest valid value
/// @param max largest valid value
/// @param whole whether it must be a whole number
public record Parameter(
        String name, String description, double standard, double min, double max, boolean whole) {
    /// How wide Bollinger bands are.
    static final Parameter DEVIATIONS =
            real("deviations", "standard deviations from the middle to a band", 2, 0.1, 10);

    public Parameter {
        if (!(min <= standard && standard <= max)) {
            throw new IllegalArgumentException(
                    "standard of %s must lie between %s and %s, was %s"
                            .formatted(name, min, max, standard));
        }
    }

    /// Returns a parameter that must be a whole number.
    public static Parameter whole(String name, String description, int standard, int min, int max) {
        return new Parameter(name, description, standard, min, max, true);
    }

    /// Returns a parameter that may be any number of its range.
    public static Parameter real(
            String name, String description, double standard, double min, double max) {
        return new Parameter(name, description, standard, min, max, false);
    }

    boolean accepts(double value) {
        return value >= min && value <= max && (!whole || value == Math.rint(value));
    }

    String expected() {
        return "a %s from %s to %s"
                .formatted(whole ? "whole number" : "number", text(min), text(max));
    }

    String text(double value) {
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    ParameterView view() {
        return new ParameterView(name, description, whole, text(standard), text(min), text(max));
    }
}
