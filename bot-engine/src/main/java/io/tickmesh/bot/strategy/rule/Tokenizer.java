package io.tickmesh.bot.strategy.rule;

import io.tickmesh.bot.strategy.rule.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a rule into tokens, the last of which is the end. Capitals do not matter.
final class Tokenizer {
    static final int MAX_LENGTH = 2_000;

    // Possessive, so that no text takes more than one pass.
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<number>[0-9]++(?:\\.[0-9]++)?+)|(?<word>[A-Za-z_][A-Za-z0-9_]*+)"
                            + "|(?<symbol><=|>=|[-<>+*/()\\[\\].,;:])");

    private Tokenizer() {}

    static List<Token> tokens(String text) throws RuleSyntaxException {
        if (text.length() > MAX_LENGTH) {
            throw RuleSyntaxException.at(
                    text,
                    MAX_LENGTH,
                    "a rule has at most %d characters, this one %d"
                            .formatted(MAX_LENGTH, text.length()));
        }
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        boolean beginsLine = true;
        int offset = 0;
        while (offset < text.length()) {
            char next = text.charAt(offset);
            if (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
                beginsLine |= next == '\n';
                offset++;
            } else {
                if (!matcher.region(offset, text.length()).lookingAt()) {
                    throw RuleSyntaxException.at(text, offset, unknown(next));
                }
                tokens.add(
                        new Token(
                                kind(matcher),
                                matcher.group().toLowerCase(Locale.ROOT),
                                offset,
                                beginsLine));
                beginsLine = false;
                offset = matcher.end();
            }
        }
        tokens.add(new Token(Kind.END, "", offset, beginsLine));
        return tokens;
    }

    private static String unknown(char found) {
        return switch (found) {
            case '=' -> "there is no '=' in rules, use '<=' or '>='";
            case '&' -> "unknown character '&', use 'and'";
            case '|' -> "unknown character '|', use 'or'";
            case '!' -> "unknown character '!', use 'not'";
            default ->
                    found > ' ' && found <= '~'
                            ? "unknown character '%s'".formatted(found)
                            : "unknown character U+%04X".formatted((int) found);
        };
    }

    private static Kind kind(Matcher matcher) {
        if (matcher.group("number") != null) {
            return Kind.NUMBER;
        }
        return matcher.group("word") != null ? Kind.WORD : Kind.SYMBOL;
    }
}
