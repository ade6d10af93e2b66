package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.SearchSpec;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// How a period is split for a walk forward: each fold is trained on a stretch and tested on the one that follows; the next fold
/// begins one test later.
final class Folds {
    private static final int MOST = 20;
    private static final double STANDARD_SHARE = 0.7;

    private Folds() {}

    /// @param trainMillis when training begins, epoch milliseconds
    /// @param testMillis when it ends and testing begins
    /// @param endMillis when testing ends
    record Fold(long trainMillis, long testMillis, long endMillis) {}

    static void check(SearchSpec spec, Consumer<? super FieldError> violations) {
        Integer folds = spec.folds();
        if (folds != null && (folds < 1 || folds > MOST)) {
            violations.accept(
                    new FieldError(
                            "search.folds", "must be from 1 to %d, was %d".formatted(MOST, folds)));
        }
        Double share = spec.trainShare();
        if (share != null && !(share > 0 && share < 1)) {
            violations.accept(
                    new FieldError(
                            "search.trainShare", "must be above 0 and below 1, was " + share));
        }
    }

    /// @throws WrongFieldException if the period is too short
    static List<Fold> of(SearchSpec spec, Interval interval, long fromMillis, long endMillis) {
        Integer wanted = spec.folds();
        int count = wanted == null ? 1 : wanted;
        Double given = spec.trainShare();
        double share = given == null ? STANDARD_SHARE : given;
        double trainTests = share / (1 - share);
        double test = (endMillis - fromMillis) / (count + trainTests);
        List<Fold> folds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long train = interval.openOf(fromMillis + (long) (i * test));
            long begin = interval.openOf(fromMillis + (long) ((i + trainTests) * test));
            long end =
                    i == count - 1
                            ? endMillis
                            : interval.openOf(fromMillis + (long) ((i + 1 + trainTests) * test));
            if (train >= begin || begin >= end) {
                throw new WrongFieldException("search.folds", "must be fewer for such a period");
            }
            folds.add(new Fold(train, begin, end));
        }
        return folds;
    }
}
