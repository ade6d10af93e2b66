package io.tickmesh.bot.strategy.rule;

import io.tickmesh.bot.strategy.rule.Condition.Relation;
import io.tickmesh.bot.strategy.rule.Expression.Function;
import io.tickmesh.bot.strategy.rule.Expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a rule by recursive descent: a method for each level, from the loosest binding to the tightest.
final class RuleParser {
    private static final Pattern BARS = Pattern.compile("[1-9][0-9]?|100");

    private final Cursor cursor;
    private final ReadingParser readings;

    private RuleParser(String text) throws RuleSyntaxException {
        cursor = new Cursor(text);
        readings = new ReadingParser(cursor);
    }

    static Rule parse(String text) throws RuleSyntaxException {
        return new RuleParser(text).rule();
    }

    private Rule rule() throws RuleSyntaxException {
        @Nullable Condition enter = null;
        @Nullable Condition exit = null;
        while (cursor.peek().kind() != Token.Kind.END) {
            Token label = cursor.peek();
            if (isLabel("enter")) {
                if (enter != null) {
                    throw cursor.error(label, "a rule has one 'enter:'");
                }
                enter = clause();
            } else if (isLabel("exit")) {
                if (exit != null) {
                    throw cursor.error(label, "a rule has at most one 'exit:'");
                }
                exit = clause();
            } else if (!cursor.accept(";")) {
                throw cursor.expected("'enter:' or 'exit:'");
            }
        }
        if (enter == null) {
            throw cursor.error(cursor.peek(), "a rule needs 'enter:' with a condition");
        }
        return new Rule(enter, exit);
    }

    private boolean isLabel(String word) {
        return cursor.peek().is(word) && cursor.peekSecond().is(":");
    }

    private Condition clause() throws RuleSyntaxException {
        cursor.take();
        cursor.take();
        Condition condition = asCondition(disjunction());
        Token after = cursor.peek();
        boolean labelled = isLabel("enter") || isLabel("exit");
        if (labelled && !after.beginsLine()) {
            throw cursor.error(
                    after, "'%s:' needs ';' or a new line before it".formatted(after.text()));
        }
        if (!labelled && !after.is(";") && after.kind() != Token.Kind.END) {
            throw cursor.expected("'and', 'or', ';' or the end");
        }
        return condition;
    }

    private Node disjunction() throws RuleSyntaxException {
        Node left = conjunction();
        while (cursor.peek().is("or")) {
            Condition first = asCondition(left);
            cursor.count(cursor.take());
            left = new Condition.Or(first, asCondition(conjunction()));
        }
        return left;
    }

    private Node conjunction() throws RuleSyntaxException {
        Node left = negation();
        while (cursor.peek().is("and")) {
            Condition first = asCondition(left);
            cursor.count(cursor.take());
            left = new Condition.And(first, asCondition(negation()));
        }
        return left;
    }

    private Node negation() throws RuleSyntaxException {
        Token at = cursor.peek();
        if (!cursor.accept("not")) {
            return comparison();
        }
        cursor.count(at);
        cursor.deeper(at);
        Condition condition = asCondition(negation());
        cursor.higher();
        return new Condition.Not(condition);
    }

    private Node comparison() throws RuleSyntaxException {
        Node left = sum();
        Token at = cursor.peek();
        Optional<Relation> relation = relation();
        if (relation.isEmpty()) {
            return left;
        }
        cursor.count(at);
        Expression first = asExpression(left, at);
        return new Condition.Comparison(relation.get(), first, asExpression(sum(), at));
    }

    private Optional<Relation> relation() throws RuleSyntaxException {
        if (cursor.accept("crosses")) {
            if (cursor.accept("above")) {
                return Optional.of(Relation.CROSSES_ABOVE);
            }
            if (cursor.accept("below")) {
                return Optional.of(Relation.CROSSES_BELOW);
            }
            throw cursor.expected("'above' or 'below'");
        }
        return Stream.of(Relation.values())
                .filter(known -> cursor.peek().is(known.text()))
                .findFirst()
                .filter(known -> cursor.accept(known.text()));
    }

    private Node sum() throws RuleSyntaxException {
        Node left = product();
        while (cursor.peek().is("+") || cursor.peek().is("-")) {
            Token sign = cursor.take();
            left = arithmetic(sign, left, product());
        }
        return left;
    }

    private Node product() throws RuleSyntaxException {
        Node left = signed();
        while (cursor.peek().is("*") || cursor.peek().is("/")) {
            Token sign = cursor.take();
            left = arithmetic(sign, left, signed());
        }
        return left;
    }

    private Node arithmetic(Token sign, Node left, Node right) throws RuleSyntaxException {
        cursor.count(sign);
        Operator operator =
                Stream.of(Operator.values())
                        .filter(known -> sign.is(known.symbol()))
                        .findFirst()
                        .orElseThrow();
        return new Expression.Arithmetic(
                operator, asExpression(left, sign), asExpression(right, sign));
    }

    private Node signed() throws RuleSyntaxException {
        Token at = cursor.peek();
        if (!cursor.accept("-")) {
            return dated();
        }
        cursor.count(at);
        cursor.deeper(at);
        Expression negated = asExpression(signed(), at);
        cursor.higher();
        return new Expression.Negative(negated);
    }

    private Node dated() throws RuleSyntaxException {
        Node of = primary();
        while (cursor.peek().is("[")) {
            Token at = cursor.take();
            cursor.count(at);
            Expression dated = asExpression(of, at);
            Token bars = cursor.peek();
            if (!bars.isNumber() || !BARS.matcher(bars.text()).matches()) {
                throw cursor.expected("a whole number of bars from 1 to 100");
            }
            cursor.take();
            int ago = Integer.parseInt(bars.text());
            cursor.lookBack(bars, ago);
            cursor.expect("]");
            of = new Expression.Ago(dated, ago);
        }
        return of;
    }

    private Node primary() throws RuleSyntaxException {
        Token at = cursor.peek();
        cursor.count(at);
        if (at.isNumber()) {
            return new Expression.Constant(readings.number(cursor.take()));
        }
        if (cursor.accept("(")) {
            cursor.deeper(at);
            Node inner = disjunction();
            cursor.expect(")");
            cursor.higher();
            return inner;
        }
        for (Function function : Function.values()) {
            if (at.is(function.word())) {
                return call(function);
            }
        }
        if (at.isWord() && !ReadingParser.isKeyword(at.text())) {
            return new Expression.Reading(readings.reading());
        }
        throw cursor.expected("a number, a price, an indicator or '('");
    }

    private Expression call(Function function) throws RuleSyntaxException {
        Token name = cursor.take();
        cursor.deeper(name);
        cursor.expect("(");
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < function.arguments(); i++) {
            if (i > 0) {
                cursor.expect(",");
            }
            arguments.add(asExpression(sum(), name));
        }
        cursor.expect(")");
        cursor.higher();
        return new Expression.Call(function, arguments);
    }

    /// Called when the node has just been read: what makes it a condition would come next.
    private Condition asCondition(Node node) throws RuleSyntaxException {
        return switch (node) {
            case Condition condition -> condition;
            case Expression _ -> throw cursor.expected("'<', '<=', '>', '>=' or 'crosses'");
        };
    }

    private Expression asExpression(Node node, Token at) throws RuleSyntaxException {
        return switch (node) {
            case Expression expression -> expression;
            case Condition _ ->
                    throw cursor.error(
                            at, "'%s' needs a number, not a condition".formatted(at.text()));
        };
    }
}
