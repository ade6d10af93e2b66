package io.tickmesh.bot.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.backtest.SearchRange;
import io.tickmesh.mesh.backtest.SearchSpec;
import io.tickmesh.mesh.backtest.SearchSpec.Method;
import io.tickmesh.mesh.backtest.SearchSpec.Objective;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.FieldError;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SpaceTest {
    private static final SearchRange FAST = range("5", "15", "5");
    private static final SearchRange SLOW = list("20", "50");

    @Test
    void goesThroughTheWholeGrid() {
        Space space = new Space(search(Method.GRID, 6, FAST, SLOW), _ -> {});

        assertThat(space.combinations())
                .containsExactly(
                        Map.of("fast", "5", "slow", "20"),
                        Map.of("fast", "10", "slow", "20"),
                        Map.of("fast", "15", "slow", "20"),
                        Map.of("fast", "5", "slow", "50"),
                        Map.of("fast", "10", "slow", "50"),
                        Map.of("fast", "15", "slow", "50"));
    }

    @Test
    void drawsTheSameAgainAndNothingTwice() {
        SearchSpec spec =
                search(Method.RANDOM, 200, range("1", "100", "1"), range("0.1", "9", "0.1"));

        List<Map<String, String>> drawn = new Space(spec, _ -> {}).combinations();

        assertThat(drawn).hasSize(200).doesNotHaveDuplicates();
        assertThat(new Space(spec, _ -> {}).combinations()).isEqualTo(drawn);
    }

    @Test
    void triesEverythingWhereThatIsLessThanAsked() {
        assertThat(new Space(search(Method.RANDOM, 100, FAST, SLOW), _ -> {}).combinations())
                .hasSize(6);
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        assertThat(problems(search(Method.GRID, 5, FAST, SLOW))).containsExactly("search.maxRuns");
        assertThat(problems(search(Method.RANDOM, 0, range("9", "1", "1"), list())))
                .containsExactly("search.maxRuns", "search.space.fast", "search.space.slow");
        assertThat(problems(search(Method.RANDOM, 1, range("1", "1000000", "0.1"), SLOW)))
                .containsExactly("search.space.fast");
    }

    @Test
    void foldsFollowEachOther() {
        SearchSpec spec =
                new SearchSpec(
                        Map.of("fast", FAST), Method.GRID, null, 3, Objective.RETURN, 3, 0.5);
        long day = Duration.ofDays(1).toMillis();

        assertThat(Folds.of(spec, Interval.H1, 0, 4 * day))
                .containsExactly(
                        new Folds.Fold(0, day, 2 * day),
                        new Folds.Fold(day, 2 * day, 3 * day),
                        new Folds.Fold(2 * day, 3 * day, 4 * day));
        assertThatThrownBy(() -> Folds.of(spec, Interval.D1, 0, day))
                .isInstanceOf(WrongFieldException.class);
    }

    private static List<String> problems(SearchSpec spec) {
        List<String> fields = new ArrayList<>();
        var _ = new Space(spec, (FieldError error) -> fields.add(error.field()));
        return fields;
    }

    private static SearchSpec search(Method method, int runs, SearchRange fast, SearchRange slow) {
        Map<String, SearchRange> space = new LinkedHashMap<>();
        space.put("fast", fast);
        space.put("slow", slow);
        return new SearchSpec(space, method, null, runs, Objective.SHARPE, null, null);
    }

    private static SearchRange range(String min, String max, String step) {
        return new SearchRange(
                null, new BigDecimal(min), new BigDecimal(max), new BigDecimal(step));
    }

    private static SearchRange list(String... values) {
        return new SearchRange(List.of(values), null, null, null);
    }
}
