package io.tickmesh.bot.strategy.rule;

/// The smallest part of a rule that means something.
///
/// @param text as it was written, in lower case; empty at the end
/// @param offset of its first character in the rule
/// @param beginsLine whether nothing but spaces is before it in its line
record Token(Kind kind, String text, int offset, boolean beginsLine) {
    private static final int MAX_SHOWN = 40;

    enum Kind {
        NUMBER,
        WORD,
        SYMBOL,
        END
    }

    boolean is(String expected) {
        return text.equals(expected);
    }

    /// Returns whether it is this name, whose capitals do not matter.
    boolean isCalled(String name) {
        return text.equalsIgnoreCase(name);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    /// Returns how a message names it.
    String shown() {
        return kind == Kind.END ? "the end" : "'" + value() + "'";
    }

    /// Returns its text, cut if it is very long.
    String value() {
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    }
}
