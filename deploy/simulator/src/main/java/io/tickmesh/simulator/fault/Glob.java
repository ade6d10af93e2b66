package io.tickmesh.simulator.fault;

/// A name in which `*` stands for anything, for example `btcusdt@*`, `*@kline_1m` or `ticker/*`.
///
/// @param text upper and lower case differ, as in the names of streams
public record Glob(String text) {

    /// Matches every name.
    public static final Glob ANY = new Glob("*");

    private static final int LONGEST = 128;

    public Glob {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "must have 1 to " + LONGEST + " characters, was \"" + text + "\"");
        }
    }

    /// Returns whether this stands for all names.
    public boolean isAny() {
        return text.equals("*");
    }

    /// Returns whether the whole name fits.
    public boolean matches(String name) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < text.length() && text.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
