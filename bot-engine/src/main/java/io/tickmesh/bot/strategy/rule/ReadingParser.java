package io.tickmesh.bot.strategy.rule;

import io.tickmesh.bot.indicator.IndicatorCall;
import io.tickmesh.bot.indicator.IndicatorType;
import io.tickmesh.bot.indicator.IndicatorType.Argument;
import io.tickmesh.bot.indicator.IndicatorTypes;
import io.tickmesh.bot.indicator.Input;
import io.tickmesh.bot.indicator.Output;
import io.tickmesh.bot.indicator.Price;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads prices and indicators: `close`, `rsi`, `bollinger(20, 2).lower`, `sma(rsi(14), 5)`.
final class ReadingParser {
    static final int MAX_INDICATORS = 20;
    static final int MAX_NESTED = 8;

    private static final Set<String> KEYWORDS =
            Set.of("enter", "exit", "and", "or", "not", "crosses", "above", "below");

    private final Cursor cursor;
    private final Set<String> indicators = new HashSet<>();
    private int nested;

    ReadingParser(Cursor cursor) {
        this.cursor = cursor;
    }

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word);
    }

    /// Returns the number that a token stands for.
    double number(Token token) throws RuleSyntaxException {
        double value = Double.parseDouble(token.text());
        if (Double.isInfinite(value)) {
            throw cursor.error(token, "number is too large");
        }
        return value;
    }

    /// Reads what the next word names.
    Input reading() throws RuleSyntaxException {
        Token name = cursor.take();
        Optional<Price> price = Price.named(name.text());
        if (price.isPresent()) {
            if (cursor.peek().is("(")) {
                throw cursor.error(cursor.peek(), name.text() + " has no parameters");
            }
            return price.get();
        }
        IndicatorType type =
                IndicatorTypes.find(name.text())
                        .orElseThrow(
                                () -> cursor.error(name, "unknown indicator " + unknown(name)));
        IndicatorCall call = call(type, name);
        if (indicators.add(call.toString()) && indicators.size() > MAX_INDICATORS) {
            throw cursor.error(name, "a rule has at most %d indicators".formatted(MAX_INDICATORS));
        }
        return new Output(call, cursor.accept(".") ? output(type) : type.outputs().getFirst());
    }

    private static String unknown(Token name) {
        List<String> names =
                Stream.concat(
                                Stream.of(Price.values()).map(Price::toString),
                                IndicatorTypes.all().stream().map(IndicatorType::name))
                        .toList();
        return name.shown() + Suggestion.of(name.text(), names);
    }

    private String output(IndicatorType type) throws RuleSyntaxException {
        Token name = cursor.peek();
        Optional<String> output =
                type.outputs().stream().filter(known -> name.isCalled(known)).findFirst();
        if (output.isEmpty()) {
            throw cursor.error(
                    name,
                    "%s has no output %s, it has %s%s"
                            .formatted(
                                    type.name(),
                                    name.shown(),
                                    String.join(", ", type.outputs()),
                                    Suggestion.of(name.text(), type.outputs())));
        }
        cursor.take();
        return output.get();
    }

    private IndicatorCall call(IndicatorType type, Token name) throws RuleSyntaxException {
        @Nullable Input input = null;
        List<Double> values = new ArrayList<>();
        if (cursor.accept("(") && !cursor.accept(")")) {
            Token first = cursor.peek();
            if (first.isWord() && !isKeyword(first.text())) {
                input = source(type);
            } else {
                values.add(argument(type, 0));
            }
            while (cursor.accept(",")) {
                values.add(argument(type, values.size()));
            }
            if (!cursor.accept(")")) {
                throw cursor.expected("',' or ')'");
            }
        }
        double[] numbers = values.stream().mapToDouble(value -> value).toArray();
        try {
            return input == null ? type.call(numbers) : type.call(input, numbers);
        } catch (IllegalArgumentException e) {
            throw cursor.error(name, String.valueOf(e.getMessage()));
        }
    }

    private Input source(IndicatorType type) throws RuleSyntaxException {
        Token at = cursor.peek();
        if (type.input() == null) {
            throw cursor.error(at, type.name() + " reads whole bars and has no source");
        }
        if (++nested > MAX_NESTED) {
            throw cursor.error(
                    at, "a rule is at most %d indicators of indicators deep".formatted(MAX_NESTED));
        }
        Input source = reading();
        nested--;
        return source;
    }

    private double argument(IndicatorType type, int index) throws RuleSyntaxException {
        Token at = cursor.peek();
        if (index >= type.arguments().size()) {
            throw cursor.error(at, tooMany(type));
        }
        Argument argument = type.arguments().get(index);
        if (!at.isNumber()) {
            boolean mayBeSource = index == 0 && type.input() != null;
            throw cursor.expected(mayBeSource ? "a source or a number" : "a number");
        }
        double value = number(cursor.take());
        if (!argument.accepts(value)) {
            throw cursor.error(
                    at,
                    "%s of %s must be %s, was %s"
                            .formatted(
                                    argument.name(), type.name(), argument.expected(), at.value()));
        }
        return value;
    }

    private static String tooMany(IndicatorType type) {
        List<String> names = type.arguments().stream().map(Argument::name).toList();
        return names.isEmpty()
                ? type.name() + " has no parameters"
                : "%s has no more parameters than %s"
                        .formatted(type.name(), String.join(", ", names));
    }
}
