package io.tickmesh.bot.strategy.rule;

import io.tickmesh.bot.indicator.IndicatorCall;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Input;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.indicator.Output;
import io.tickmesh.bot.indicator.Price;
import io.tickmesh.bot.strategy.rule.Expression.Function;
import io.tickmesh.bot.strategy.rule.Expression.Operator;
import io.tickmesh.bot.strategy.rule.Truth.Comparator;
import io.tickmesh.bot.strategy.rule.Truth.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Turns the parts of a rule into functions of the indicators of one symbol and interval.
final class RuleCompiler {
    private final Indicators indicators;
    private int warmUpBars;

    RuleCompiler(Indicators indicators) {
        this.indicators = indicators;
    }

    /// Returns the bars that the longest of the indicators wants that were compiled so far.
    int warmUpBars() {
        return warmUpBars;
    }

    Truth compile(Condition condition) {
        return switch (condition) {
            case Condition.And(Condition left, Condition right) ->
                    new Truth.Both(compile(left), compile(right));
            case Condition.Or(Condition left, Condition right) ->
                    new Truth.Either(compile(left), compile(right));
            case Condition.Not(Condition negated) -> new Truth.Opposite(compile(negated));
            case Condition.Comparison comparison -> compared(comparison);
        };
    }

    private Truth compared(Condition.Comparison comparison) {
        List<Named> numbers = new ArrayList<>();
        DoubleSupplier left = compile(comparison.left(), 0, numbers);
        DoubleSupplier right = compile(comparison.right(), 0, numbers);
        Comparator comparator =
                switch (comparison.relation()) {
                    case BELOW -> () -> below(left.getAsDouble(), right.getAsDouble());
                    case ABOVE -> () -> below(right.getAsDouble(), left.getAsDouble());
                    case AT_MOST -> () -> -below(right.getAsDouble(), left.getAsDouble());
                    case AT_LEAST -> () -> -below(left.getAsDouble(), right.getAsDouble());
                    case CROSSES_ABOVE ->
                            crosses(
                                    right,
                                    left,
                                    before(comparison.right()),
                                    before(comparison.left()));
                    case CROSSES_BELOW ->
                            crosses(
                                    left,
                                    right,
                                    before(comparison.left()),
                                    before(comparison.right()));
                };
        return new Truth.Compared(comparator, List.copyOf(numbers));
    }

    private DoubleSupplier before(Expression expression) {
        return compile(expression, 1, new ArrayList<>());
    }

    /// Returns whether `smaller` is below `larger` and was not before.
    private static Comparator crosses(
            DoubleSupplier smaller,
            DoubleSupplier larger,
            DoubleSupplier smallerBefore,
            DoubleSupplier largerBefore) {
        return () ->
                Math.min(
                        below(smaller.getAsDouble(), larger.getAsDouble()),
                        -below(smallerBefore.getAsDouble(), largerBefore.getAsDouble()));
    }

    private static int below(double left, double right) {
        if (left < right) {
            return Truth.TRUE;
        }
        return left >= right ? Truth.FALSE : Truth.UNKNOWN;
    }

    /// @param ago how many bars ago
    /// @param read gets what is read
    private DoubleSupplier compile(Expression expression, int ago, List<Named> read) {
        return switch (expression) {
            case Expression.Constant(double value) -> () -> value;
            case Expression.Reading(Input input) -> reading(input, ago, read);
            case Expression.Ago(Expression dated, int bars) -> compile(dated, ago + bars, read);
            case Expression.Negative(Expression negated) -> {
                DoubleSupplier value = compile(negated, ago, read);
                yield () -> -value.getAsDouble();
            }
            case Expression.Arithmetic(Operator operator, Expression left, Expression right) ->
                    arithmetic(operator, compile(left, ago, read), compile(right, ago, read));
            case Expression.Call(Function function, List<Expression> arguments) ->
                    call(
                            function,
                            arguments.stream()
                                    .map(argument -> compile(argument, ago, read))
                                    .toList());
        };
    }

    private DoubleSupplier reading(Input input, int ago, List<Named> read) {
        Line line = ago < 2 ? line(input) : Past.of(indicators, input, ago);
        DoubleSupplier value = ago == 1 ? line::before : line::now;
        warmUpBars = Math.max(warmUpBars, line.warmUpBars() + (ago == 1 ? 1 : 0));
        read.add(new Named(RuleText.of(input) + (ago == 0 ? "" : "[" + ago + "]"), value));
        return value;
    }

    private Line line(Input input) {
        return switch (input) {
            case Price price -> indicators.price(price);
            case Output(IndicatorCall call, String name) -> indicators.get(call).line(name);
        };
    }

    private static DoubleSupplier arithmetic(
            Operator operator, DoubleSupplier left, DoubleSupplier right) {
        return switch (operator) {
            case PLUS -> () -> left.getAsDouble() + right.getAsDouble();
            case MINUS -> () -> left.getAsDouble() - right.getAsDouble();
            case TIMES -> () -> left.getAsDouble() * right.getAsDouble();
            case BY -> () -> quotient(left.getAsDouble(), right.getAsDouble());
        };
    }

    private static double quotient(double dividend, double divisor) {
        return divisor == 0 ? Double.NaN : dividend / divisor;
    }

    private static DoubleSupplier call(Function function, List<DoubleSupplier> arguments) {
        DoubleSupplier first = arguments.getFirst();
        DoubleSupplier last = arguments.getLast();
        return switch (function) {
            case ABS -> () -> Math.abs(first.getAsDouble());
            case MIN -> () -> Math.min(first.getAsDouble(), last.getAsDouble());
            case MAX -> () -> Math.max(first.getAsDouble(), last.getAsDouble());
        };
    }
}
