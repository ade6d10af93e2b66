package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestResult;
import io.tickmesh.mesh.backtest.SearchFold;
import io.tickmesh.mesh.backtest.SearchResult;
import io.tickmesh.mesh.backtest.SearchRun;
import io.tickmesh.mesh.backtest.SearchSpec.Objective;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tries combinations of parameters on each fold, in training and in testing. Runs on the thread of its job.
final class Search {
    private static final int MOST_SHOWN = 100;
    private static final Comparator<@Nullable Double> BEST_FIRST =
            Comparator.nullsLast(Comparator.reverseOrder());

    private final Objective objective;
    private final List<Folds.Fold> folds;
    private final Leash leash;
    private final Planner planner;

    /// Makes the plan of a part of the time with other parameters.
    @FunctionalInterface
    interface Planner {
        Plan plan(Map<String, String> parameters, long fromMillis, long endMillis);
    }

    Search(Objective objective, List<Folds.Fold> folds, Leash leash, Planner planner) {
        this.objective = objective;
        this.folds = folds;
        this.leash = leash;
        this.planner = planner;
    }

    /// Returns what it found.
    ///
    /// @throws StoppedException if the leash says so
    SearchResult search(List<Map<String, String>> combinations) {
        List<Tried> tried = new ArrayList<>();
        int runs = 2 * folds.size() * combinations.size();
        for (Map<String, String> parameters : combinations) {
            List<BacktestResult> train = new ArrayList<>();
            List<BacktestResult> test = new ArrayList<>();
            for (Folds.Fold fold : folds) {
                double done = 2.0 * (tried.size() * folds.size() + train.size());
                leash.next(done / runs, 1.0 / runs);
                train.add(run(parameters, fold.trainMillis(), fold.testMillis()));
                leash.next((done + 1) / runs, 1.0 / runs);
                test.add(run(parameters, fold.testMillis(), fold.endMillis()));
            }
            tried.add(new Tried(parameters, train, test));
        }
        List<SearchRun> shown =
                tried.stream()
                        .map(this::summary)
                        .sorted(Comparator.comparing(SearchRun::train, BEST_FIRST))
                        .limit(MOST_SHOWN)
                        .toList();
        List<SearchFold> chosen = new ArrayList<>();
        for (int i = 0; i < folds.size(); i++) {
            chosen.add(chosen(i, tried));
        }
        return new SearchResult(combinations.size(), chosen, shown);
    }

    private BacktestResult run(Map<String, String> parameters, long fromMillis, long endMillis) {
        return new Run(planner.plan(parameters, fromMillis, endMillis), _ -> {})
                .run(leash)
                .result();
    }

    private SearchFold chosen(int fold, List<Tried> tried) {
        Tried best =
                tried.stream()
                        .min(Comparator.comparing(own -> value(own.train.get(fold)), BEST_FIRST))
                        .orElseThrow();
        BacktestResult train = best.train.get(fold);
        BacktestResult test = best.test.get(fold);
        Folds.Fold times = folds.get(fold);
        return new SearchFold(
                Instant.ofEpochMilli(times.trainMillis()),
                Instant.ofEpochMilli(times.testMillis()),
                Instant.ofEpochMilli(times.endMillis()),
                best.parameters,
                value(train),
                value(test),
                train.returnPercent(),
                test.returnPercent(),
                test.trades());
    }

    private SearchRun summary(Tried own) {
        return new SearchRun(
                own.parameters,
                mean(own.train, this::value),
                mean(own.test, this::value),
                own.train.stream().mapToDouble(BacktestResult::returnPercent).average().orElse(0),
                own.test.stream().mapToDouble(BacktestResult::returnPercent).average().orElse(0),
                own.test.stream().mapToInt(BacktestResult::trades).sum());
    }

    private static @Nullable Double mean(
            List<BacktestResult> results, Function<BacktestResult, @Nullable Double> figure) {
        double sum = 0;
        for (BacktestResult result : results) {
            Double value = figure.apply(result);
            if (value == null) {
                return null;
            }
            sum += value;
        }
        return sum / results.size();
    }

    private @Nullable Double value(BacktestResult result) {
        return switch (objective) {
            case RETURN -> (Double) result.returnPercent();
            case SHARPE -> result.sharpe();
            case SORTINO -> result.sortino();
            case PROFIT_FACTOR -> result.profitFactor();
        };
    }

    private record Tried(
            Map<String, String> parameters,
            List<BacktestResult> train,
            List<BacktestResult> test) {}
}
