package io.tickmesh.bot.strategy.rule;

import io.tickmesh.bot.indicator.Input;
import java.util.List;

/// A part of a rule that has a number for each bar.
sealed interface Expression extends Node {
    /// A number that is zero or more.
    record Constant(double value) implements Expression {}

    /// A price of the bar, or a line of an indicator.
    record Reading(Input input) implements Expression {}

    /// What an expression was.
    ///
    /// @param bars how many bars ago, 1 or more
    record Ago(Expression expression, int bars) implements Expression {}

    /// The negative of an expression.
    record Negative(Expression expression) implements Expression {}

    /// Two expressions and what joins them.
    record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {}

    /// A function of expressions.
    record Call(Function function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /// The four kinds of arithmetic.
    enum Operator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        BY("/");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }
    }

    /// What can be made of numbers by name.
    enum Function {
        ABS("abs", 1),
        MIN("min", 2),
        MAX("max", 2);

        private final String word;
        private final int arguments;

        Function(String word, int arguments) {
            this.word = word;
            this.arguments = arguments;
        }

        String word() {
            return word;
        }

        int arguments() {
            return arguments;
        }
    }
}
