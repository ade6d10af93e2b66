package io.tickmesh.bot.strategy;

/// A number that a strategy can be configured with.
///
/// @param standard its value when nothing is configured
/// @param min smallest valid value
/// @param max largest valid value
/// @param whole whether it must be a whole number
public record Parameter(String name, double standard, double min, double max, boolean whole) {
    public Parameter {
        if (!(min <= standard && standard <= max)) {
            throw new IllegalArgumentException(
                    "standard of %s must lie between %s and %s, was %s"
                            .formatted(name, min, max, standard));
        }
    }

    static Parameter whole(String name, int standard, int min, int max) {
        return new Parameter(name, standard, min, max, true);
    }

    static Parameter real(String name, double standard, double min, double max) {
        return new Parameter(name, standard, min, max, false);
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
}
