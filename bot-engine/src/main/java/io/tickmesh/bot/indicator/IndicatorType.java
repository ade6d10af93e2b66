package io.tickmesh.bot.indicator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A kind of indicator: how rules name it, what it is computed from, and how to make one.
///
/// @param name as rules write it, for example `rsi`
/// @param description what it says, for people
/// @param input what it is computed from when a rule names nothing; null for one that reads whole bars, which takes no input
/// @param arguments its parameters in the order in which rules write them
/// @param outputs names of its lines, the main one first
/// @param maker makes one with valid values
public record IndicatorType(
        String name,
        String description,
        @Nullable Price input,
        List<Argument> arguments,
        List<String> outputs,
        Maker maker) {
    public IndicatorType {
        arguments = List.copyOf(arguments);
        outputs = List.copyOf(outputs);
    }

    /// Returns this indicator of its usual input.
    ///
    /// @param values the first of its parameters; the others have their standard values
    /// @throws IllegalArgumentException with the reason if there are too many values or one is out of range
    public IndicatorCall call(double... values) {
        return complete(input, values);
    }

    /// Returns this indicator of another input.
    ///
    /// @param values the first of its parameters; the others have their standard values
    /// @throws IllegalArgumentException with the reason if it takes no input, or a value is wrong
    public IndicatorCall call(Input other, double... values) {
        if (input == null) {
            throw new IllegalArgumentException(
                    "%s reads whole bars and takes no input, was given %s".formatted(name, other));
        }
        return complete(other, values);
    }

    private IndicatorCall complete(@Nullable Input from, double... values) {
        if (values.length > arguments.size()) {
            throw new IllegalArgumentException(
                    "%s takes %s, was given %d".formatted(name, atMost(), values.length));
        }
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            double value = i < values.length ? values[i] : argument.standard();
            if (!argument.accepts(value)) {
                throw new IllegalArgumentException(
                        "%s of %s must be %s, was %s"
                                .formatted(
                                        argument.name(),
                                        name,
                                        argument.expected(),
                                        argument.text(value)));
            }
            all.add(value);
        }
        return new IndicatorCall(this, from, all);
    }

    private String atMost() {
        return arguments.isEmpty()
                ? "no numbers"
                : "at most %d numbers (%s)"
                        .formatted(
                                arguments.size(),
                                String.join(", ", arguments.stream().map(Argument::name).toList()));
    }

    /// A parameter of an indicator.
    ///
    /// @param standard its value when a rule names none
    /// @param min smallest valid value
    /// @param max largest valid value
    /// @param whole whether it must be a whole number
    public record Argument(String name, double standard, double min, double max, boolean whole) {
        static Argument period(int standard) {
            return period("period", standard);
        }

        static Argument period(String name, int standard) {
            return new Argument(name, standard, 1, 1_000, true);
        }

        static Argument factor(String name, double standard) {
            return new Argument(name, standard, 0.1, 20, false);
        }

        /// Returns whether `value` is valid.
        public boolean accepts(double value) {
            return value >= min && value <= max && (!whole || value == Math.rint(value));
        }

        /// Returns what is valid, for example `a whole number from 1 to 1000`.
        public String expected() {
            return "a %s from %s to %s"
                    .formatted(whole ? "whole number" : "number", text(min), text(max));
        }

        String text(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
    }

    /// Makes indicators of one kind.
    @FunctionalInterface
    public interface Maker {
        /// Makes an indicator that has seen no candle.
        ///
        /// @param source what it is computed from; ignored by one that reads whole bars
        /// @param values its parameters, valid, in their order
        Indicator make(Source source, double[] values);
    }
}
