package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.SearchRange;
import io.tickmesh.mesh.backtest.SearchSpec;
import io.tickmesh.mesh.backtest.SearchSpec.Method;
import io.tickmesh.mesh.request.FieldError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/// The combinations of parameters that a search tries.
final class Space {
    static final int MOST_RUNS = 10_000;
    private static final int MOST_VALUES = 10_000;
    private static final int STANDARD_SEED = 1;

    private final SearchSpec spec;
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /// @param violations told what is wrong
    Space(SearchSpec spec, Consumer<? super FieldError> violations) {
        this.spec = spec;
        if (spec.maxRuns() < 1 || spec.maxRuns() > MOST_RUNS) {
            violations.accept(
                    new FieldError(
                            "search.maxRuns",
                            "must be from 1 to %d, was %d".formatted(MOST_RUNS, spec.maxRuns())));
        }
        if (spec.space().isEmpty()) {
            violations.accept(new FieldError("search.space", "must name at least one parameter"));
        }
        spec.space()
                .forEach((name, range) ->
                        values.put(
                                name,
                                values(
                                        range,
                                        problem ->
                                                violations.accept(
                                                        new FieldError(
                                                                "search.space." + name,
                                                                problem)))));
        if (spec.method() == Method.GRID && size() > spec.maxRuns()) {
            violations.accept(
                    new FieldError(
                            "search.maxRuns",
                            "must be at least the %d combinations of the grid, was %d"
                                    .formatted(size(), spec.maxRuns())));
        }
    }

    /// Returns the combinations in the order in which they are tried.
    List<Map<String, String>> combinations() {
        long size = size();
        List<Map<String, String>> combinations = new ArrayList<>();
        if (spec.method() == Method.GRID || size <= spec.maxRuns()) {
            for (long number = 0; number < size; number++) {
                combinations.add(combination(number));
            }
            return combinations;
        }
        Integer seed = spec.seed();
        Random random = new Random(seed == null ? STANDARD_SEED : seed);
        Set<Long> drawn = new LinkedHashSet<>();
        while (drawn.size() < spec.maxRuns()) {
            drawn.add(random.nextLong(size));
        }
        drawn.forEach(number -> combinations.add(combination(number)));
        return combinations;
    }

    /// Returns how many combinations there are, `Long.MAX_VALUE` if it cannot be said.
    private long size() {
        long size = 1;
        for (List<String> own : values.values()) {
            if (own.isEmpty()) {
                return 0;
            }
            size = size > Long.MAX_VALUE / own.size() ? Long.MAX_VALUE : size * own.size();
        }
        return size;
    }

    private Map<String, String> combination(long number) {
        Map<String, String> combination = new LinkedHashMap<>();
        long rest = number;
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            List<String> own = entry.getValue();
            combination.put(entry.getKey(), own.get((int) (rest % own.size())));
            rest /= own.size();
        }
        return combination;
    }

    private static List<String> values(SearchRange range, Consumer<String> problem) {
        List<String> list = range.values();
        BigDecimal min = range.min();
        BigDecimal max = range.max();
        BigDecimal step = range.step();
        if (list != null && min == null && max == null && step == null) {
            if (list.isEmpty() || list.size() > MOST_VALUES) {
                problem.accept("must have from 1 to %d values".formatted(MOST_VALUES));
            }
            return list;
        }
        if (list != null || min == null || max == null || step == null) {
            problem.accept("must have either values, or min, max and step");
            return List.of();
        }
        if (step.signum() <= 0 || max.compareTo(min) < 0) {
            problem.accept("must have min not above max and a step above 0");
            return List.of();
        }
        BigDecimal count = max.subtract(min).divide(step, 0, RoundingMode.DOWN);
        if (count.compareTo(BigDecimal.valueOf(MOST_VALUES)) >= 0) {
            problem.accept("must have at most %d values".formatted(MOST_VALUES));
            return List.of();
        }
        List<String> made = new ArrayList<>();
        for (int i = 0; i <= count.intValueExact(); i++) {
            BigDecimal value = min.add(step.multiply(BigDecimal.valueOf(i)));
            made.add(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
        }
        return made;
    }
}
