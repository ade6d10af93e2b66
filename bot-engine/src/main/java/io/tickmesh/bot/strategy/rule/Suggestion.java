package io.tickmesh.bot.strategy.rule;

import java.util.Collection;
import java.util.Comparator;

/// Guesses which name was meant.
final class Suggestion {
    private static final int MAX_LENGTH = 40;

    private Suggestion() {}

    /// Returns `, did you mean 'x'?` for the most similar name, or nothing if none is similar.
    static String of(String written, Collection<String> names) {
        if (written.length() > MAX_LENGTH) {
            return "";
        }
        int tolerated = Math.max(1, (written.length() + 1) / 3);
        return names.stream()
                .filter(name -> distance(written, name) <= tolerated)
                .min(
                        Comparator.comparingInt((String name) -> distance(written, name))
                                .thenComparing(Comparator.naturalOrder()))
                .map(", did you mean '%s'?"::formatted)
                .orElse("");
    }

    /// Levenshtein's distance: how many characters must be inserted, removed or replaced.
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
