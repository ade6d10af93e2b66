package io.tickmesh.bot.strategy.rule;

/// A rule that cannot be read. The message has the place, the problem, the line and a caret below the place:
///
/// ```
/// 1:8: unknown indicator 'rssi', did you mean 'rsi'?
/// enter: rssi(14) < 30
///        ^
/// ```
public final class RuleSyntaxException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int WIDTH = 100;

    private final int line;
    private final int column;
    private final String problem;

    private RuleSyntaxException(int line, int column, String problem, String excerpt) {
        super("%d:%d: %s\n%s".formatted(line, column, problem, excerpt));
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    /// Returns the exception for a problem at an offset of a text.
    static RuleSyntaxException at(String text, int offset, String problem) {
        int begin = text.lastIndexOf('\n', offset - 1) + 1;
        int end = text.indexOf('\n', offset);
        int line = 1 + (int) text.substring(0, begin).chars().filter(c -> c == '\n').count();
        int column = offset - begin + 1;
        String whole = text.substring(begin, end < 0 ? text.length() : end);
        int from = Math.max(0, column - WIDTH);
        String shown = whole.substring(from, Math.min(whole.length(), from + WIDTH + WIDTH / 5));
        // What is shown must not break the line or move the caret.
        String excerpt = shown.replaceAll("[^\\x20-\\x7e]", " ");
        return new RuleSyntaxException(
                line, column, problem, excerpt + "\n" + " ".repeat(column - 1 - from) + "^");
    }

    /// Returns the line of the mistake, from 1.
    public int line() {
        return line;
    }

    /// Returns the column of the mistake, from 1.
    public int column() {
        return column;
    }

    /// Returns what is wrong, without the place.
    public String problem() {
        return problem;
    }
}
