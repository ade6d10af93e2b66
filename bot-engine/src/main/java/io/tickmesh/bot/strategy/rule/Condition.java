package io.tickmesh.bot.strategy.rule;

/// A part of a rule that is true, false or, while a number in it is not known, neither.
sealed interface Condition extends Node {
    /// Two numbers side by side.
    record Comparison(Relation relation, Expression left, Expression right) implements Condition {}

    /// Both of two.
    record And(Condition left, Condition right) implements Condition {}

    /// At least one of two.
    record Or(Condition left, Condition right) implements Condition {}

    /// The opposite.
    record Not(Condition condition) implements Condition {}

    /// How two numbers can be to each other.
    enum Relation {
        BELOW("<"),
        AT_MOST("<="),
        ABOVE(">"),
        AT_LEAST(">="),
        CROSSES_ABOVE("crosses above"),
        CROSSES_BELOW("crosses below");

        private final String text;

        Relation(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
