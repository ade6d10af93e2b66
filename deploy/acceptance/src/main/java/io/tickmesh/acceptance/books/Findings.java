package io.tickmesh.acceptance.books;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What is wrong, one sentence each. Not thread-safe.
final class Findings {
    private final List<String> found = new ArrayList<>();

    /// Notes a sentence unless all is well.
    void unless(boolean well, Supplier<String> sentence) {
        if (!well) {
            add(sentence.get());
        }
    }

    void add(String sentence) {
        found.add(sentence);
    }

    /// Notes that two amounts differ, were it in the last digit.
    void compare(String what, String whose, BigDecimal stored, BigDecimal recomputed) {
        unless(
                stored.compareTo(recomputed) == 0,
                () ->
                        "%s of %s is %s, but its fills make %s"
                                .formatted(
                                        what,
                                        whose,
                                        stored.toPlainString(),
                                        recomputed.toPlainString()));
    }

    List<String> all() {
        return List.copyOf(found);
    }
}
