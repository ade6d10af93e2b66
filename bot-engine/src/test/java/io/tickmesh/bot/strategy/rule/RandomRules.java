package io.tickmesh.bot.strategy.rule;

import io.tickmesh.bot.indicator.IndicatorType;
import io.tickmesh.bot.indicator.IndicatorTypes;
import io.tickmesh.bot.indicator.Input;
import io.tickmesh.bot.indicator.Output;
import io.tickmesh.bot.indicator.Price;
import io.tickmesh.bot.strategy.rule.Condition.Relation;
import io.tickmesh.bot.strategy.rule.Expression.Function;
import io.tickmesh.bot.strategy.rule.Expression.Operator;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Valid parts of rules without any sense.
final class RandomRules {
    private final Random random;

    RandomRules(Random random) {
        this.random = random;
    }

    Condition condition(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return new Condition.Comparison(
                    any(Relation.values()), expression(depth), expression(depth));
        }
        return switch (random.nextInt(3)) {
            case 0 -> new Condition.And(condition(depth - 1), condition(depth - 1));
            case 1 -> new Condition.Or(condition(depth - 1), condition(depth - 1));
            default -> new Condition.Not(condition(depth - 1));
        };
    }

    private Expression expression(int depth) {
        if (depth == 0) {
            return random.nextInt(3) == 0
                    ? new Expression.Constant(number())
                    : new Expression.Reading(input(1));
        }
        return switch (random.nextInt(5)) {
            case 0 -> new Expression.Negative(expression(depth - 1));
            case 1 -> new Expression.Ago(expression(depth - 1), 1 + random.nextInt(9));
            case 2 -> {
                Function function = any(Function.values());
                yield new Expression.Call(
                        function,
                        Stream.generate(() -> expression(depth - 1))
                                .limit(function.arguments())
                                .toList());
            }
            case 3 ->
                    new Expression.Arithmetic(
                            any(Operator.values()), expression(depth - 1), expression(depth - 1));
            default -> expression(0);
        };
    }

    private double number() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextDouble() * 1e-8;
            case 2 -> random.nextDouble() * 1e20;
            default -> random.nextInt(1_000) / 10.0;
        };
    }

    /// Few kinds, so that rules stay below the limit of indicators.
    private Input input(int depth) {
        if (random.nextBoolean()) {
            return any(Price.values());
        }
        List<IndicatorType> types = IndicatorTypes.all();
        IndicatorType type = types.get(random.nextInt(types.size()));
        double[] values =
                type.arguments().stream()
                        .limit(random.nextInt(2))
                        .flatMapToDouble(argument -> DoubleStream.of(argument.standard() + 1))
                        .toArray();
        String output = type.outputs().get(random.nextInt(type.outputs().size()));
        return type.input() != null && depth > 0 && random.nextBoolean()
                ? new Output(type.call(input(depth - 1), values), output)
                : new Output(type.call(values), output);
    }

    private <T> T any(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
