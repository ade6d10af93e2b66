package io.tickmesh.bot.strategy.rule;

import java.util.List;

/// A place in the tokens of a rule, and the limits of what a rule may ask for.
final class Cursor {
    static final int MAX_DEPTH = 32;
    static final int MAX_PARTS = 200;
    static final int MAX_LOOK_BACK = 1_000;

    private final String text;
    private final List<Token> tokens;
    private int next;
    private int depth;
    private int parts;
    private int lookBack;

    Cursor(String text) throws RuleSyntaxException {
        this.text = text;
        tokens = Tokenizer.tokens(text);
    }

    Token peek() {
        return tokens.get(next);
    }

    /// Returns the token after the next one.
    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        Token taken = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return taken;
    }

    /// Takes the next token if it is this one.
    boolean accept(String expected) {
        if (peek().is(expected)) {
            take();
            return true;
        }
        return false;
    }

    void expect(String expected) throws RuleSyntaxException {
        if (!accept(expected)) {
            throw expected("'" + expected + "'");
        }
    }

    /// Counts a part of the rule that begins at a token.
    void count(Token at) throws RuleSyntaxException {
        if (++parts > MAX_PARTS) {
            throw error(at, "a rule has at most %d parts".formatted(MAX_PARTS));
        }
    }

    /// Counts bars that an expression looks back.
    void lookBack(Token at, int bars) throws RuleSyntaxException {
        lookBack += bars;
        if (lookBack > MAX_LOOK_BACK) {
            throw error(at, "a rule looks back at most %d bars in all".formatted(MAX_LOOK_BACK));
        }
    }

    void deeper(Token at) throws RuleSyntaxException {
        if (++depth > MAX_DEPTH) {
            throw error(at, "a rule is at most %d levels deep".formatted(MAX_DEPTH));
        }
    }

    void higher() {
        depth--;
    }

    /// Returns the exception that something else was expected here.
    RuleSyntaxException expected(String what) {
        return error(peek(), "expected %s, found %s".formatted(what, peek().shown()));
    }

    RuleSyntaxException error(Token at, String problem) {
        return RuleSyntaxException.at(text, at.offset(), problem);
    }
}
