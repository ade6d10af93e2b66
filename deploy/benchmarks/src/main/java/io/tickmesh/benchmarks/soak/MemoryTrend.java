package io.tickmesh.benchmarks.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Whether memory stays flat: the live heap after a full collection, round by round.
final class MemoryTrend {
    /// Histories and rings fill up in the beginning.
    private static final int WARM_UP_ROUNDS = 3;

    private static final int ENOUGH_ROUNDS = 6;
    private static final double ALLOWED_GROWTH = 0.10;
    private static final double ALLOWED_MEGABYTES = 5;

    private final List<Double> megabytes = new ArrayList<>();

    void add(double liveMegabytes) {
        megabytes.add(liveMegabytes);
    }

    /// Returns whether the median of the last third is not above that of the first third, warm-up apart, but for a tenth or a few
    /// megabytes. A run that is too short to tell is flat.
    boolean isFlat() {
        List<Double> settled = settled();
        return settled.size() < ENOUGH_ROUNDS
                || end(settled) <= start(settled) * (1 + ALLOWED_GROWTH)
                || end(settled) <= start(settled) + ALLOWED_MEGABYTES;
    }

    @Override
    public String toString() {
        List<Double> settled = settled();
        return settled.size() < ENOUGH_ROUNDS
                ? "too few rounds to tell"
                : String.format(
                        Locale.ROOT, "%.1f MB -> %.1f MB live", start(settled), end(settled));
    }

    private List<Double> settled() {
        return megabytes.subList(Math.min(WARM_UP_ROUNDS, megabytes.size()), megabytes.size());
    }

    private static double start(List<Double> values) {
        return median(values.subList(0, values.size() / 3));
    }

    private static double end(List<Double> values) {
        return median(values.subList(values.size() - values.size() / 3, values.size()));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
