package io.tickmesh.bot.strategy.rule;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// A condition that is true, false or, while a number that decides is unknown, neither. With these three numbers `and` is the
/// smaller and `or` the larger of two, and `not` is the negative: so nothing is ever true because of what is unknown.
interface Truth {
    int TRUE = 1;
    int UNKNOWN = 0;
    int FALSE = -1;

    int value();

    /// Adds the numbers that decide its value.
    void explain(Map<String, Double> into);

    /// The opposite of another.
    record Opposite(Truth of) implements Truth {
        @Override
        public int value() {
            return -of.value();
        }

        @Override
        public void explain(Map<String, Double> into) {
            of.explain(into);
        }
    }

    /// Both of two.
    record Both(Truth left, Truth right) implements Truth {
        @Override
        public int value() {
            return Math.min(left.value(), right.value());
        }

        @Override
        public void explain(Map<String, Double> into) {
            explainDeciding(value(), left, right, into);
        }
    }

    /// At least one of two.
    record Either(Truth left, Truth right) implements Truth {
        @Override
        public int value() {
            return Math.max(left.value(), right.value());
        }

        @Override
        public void explain(Map<String, Double> into) {
            explainDeciding(value(), left, right, into);
        }
    }

    /// A comparison of numbers.
    record Compared(Comparator comparator, List<Named> numbers) implements Truth {
        @Override
        public int value() {
            return comparator.compare();
        }

        @Override
        public void explain(Map<String, Double> into) {
            for (Named number : numbers) {
                into.put(number.name, number.value.getAsDouble());
            }
        }
    }

    /// Compares what it knows.
    @FunctionalInterface
    interface Comparator {
        /// Returns TRUE, FALSE or UNKNOWN.
        int compare();
    }

    /// A number with the text that stands for it.
    record Named(String name, DoubleSupplier value) {}

    private static void explainDeciding(
            int value, Truth left, Truth right, Map<String, Double> into) {
        if (left.value() == value) {
            left.explain(into);
        }
        if (right.value() == value) {
            right.explain(into);
        }
    }
}
