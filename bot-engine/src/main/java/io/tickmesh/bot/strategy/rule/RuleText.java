package io.tickmesh.bot.strategy.rule;

import io.tickmesh.bot.indicator.IndicatorCall;
import io.tickmesh.bot.indicator.Input;
import io.tickmesh.bot.indicator.Output;
import io.tickmesh.bot.indicator.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes parts of a rule so that they parse to the same again, with no more parentheses than that needs.
final class RuleText {
    private static final int OR = 0;
    private static final int AND = 1;
    private static final int NOT = 2;
    private static final int COMPARISON = 3;
    private static final int SUM = 4;
    private static final int PRODUCT = 5;
    private static final int SIGN = 6;
    private static final int PRIMARY = 7;

    private RuleText() {}

    static String of(Node node) {
        return switch (node) {
            case Condition.Or(Condition left, Condition right) ->
                    within(left, OR) + " or " + within(right, AND);
            case Condition.And(Condition left, Condition right) ->
                    within(left, AND) + " and " + within(right, NOT);
            case Condition.Not(Condition condition) -> "not " + within(condition, NOT);
            case Condition.Comparison(var relation, Expression left, Expression right) ->
                    within(left, SUM) + " " + relation.text() + " " + within(right, SUM);
            case Expression.Arithmetic sum -> {
                int level = level(sum);
                yield within(sum.left(), level)
                        + " "
                        + sum.operator().symbol()
                        + " "
                        + within(sum.right(), level + 1);
            }
            case Expression.Negative(Expression negated) -> "-" + within(negated, SIGN);
            case Expression.Ago(Expression dated, int bars) ->
                    within(dated, PRIMARY) + "[" + bars + "]";
            case Expression.Call(var function, List<Expression> arguments) ->
                    arguments.stream()
                            .map(RuleText::of)
                            .collect(Collectors.joining(", ", function.word() + "(", ")"));
            case Expression.Constant(double value) -> number(value);
            case Expression.Reading(Input input) -> of(input);
        };
    }

    private static String within(Node node, int least) {
        return level(node) < least ? "(" + of(node) + ")" : of(node);
    }

    private static int level(Node node) {
        return switch (node) {
            case Condition.Or _ -> OR;
            case Condition.And _ -> AND;
            case Condition.Not _ -> NOT;
            case Condition.Comparison _ -> COMPARISON;
            case Expression.Arithmetic sum ->
                    switch (sum.operator()) {
                        case PLUS, MINUS -> SUM;
                        case TIMES, BY -> PRODUCT;
                    };
            case Expression.Negative _ -> SIGN;
            case Expression.Ago _, Expression.Call _, Expression.Constant _, Expression.Reading _ ->
                    PRIMARY;
        };
    }

    /// Returns how rules write a price or a line: without what goes without saying.
    static String of(Input input) {
        return switch (input) {
            case Price price -> price.toString();
            case Output(IndicatorCall call, String line) ->
                    of(call) + (line.equals(call.type().outputs().getFirst()) ? "" : "." + line);
        };
    }

    private static String of(IndicatorCall call) {
        List<String> arguments = new ArrayList<>();
        Input input = call.input();
        if (input != null && input != call.type().input()) {
            arguments.add(of(input));
        }
        call.values().forEach(value -> arguments.add(number(value)));
        return call.type().name()
                + (arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")");
    }

    private static String number(double value) {
        // Without an exponent, which rules do not have.
        String plain = BigDecimal.valueOf(value).toPlainString();
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }
}
