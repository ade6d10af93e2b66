package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Interval;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarWatchTest {
    private static final long NOON = 1_700_049_600_000L;
    private static final long MINUTE = 60_000;

    private final BarWatch watch =
            new BarWatch(2, List.of(Interval.M1, Interval.M5), 3_000, 15_000);

    @Test
    void leavesWhatWasBeforeTheFirstLookToTheHistory() {
        assertThat(overdue(NOON + 10_000)).isEmpty();
    }

    @Test
    void namesSeriesWhoseBarIsOverAndNotClosed() {
        assertThat(overdue(NOON + 10_000)).isEmpty();
        watch.closed(0, 0, NOON + MINUTE);

        assertThat(overdue(NOON + MINUTE + 2_999)).isEmpty();
        assertThat(overdue(NOON + MINUTE + 3_000)).containsExactly("1 in 0");
        assertThat(overdue(NOON + 2 * MINUTE + 3_000)).containsExactly("0 in 0", "1 in 0");
        assertThat(overdue(NOON + 5 * MINUTE + 3_000))
                .containsExactly("0 in 0", "1 in 0", "0 in 1", "1 in 1");
    }

    @Test
    void asksAgainOnlyAfterAWhile() {
        assertThat(overdue(NOON + 10_000)).isEmpty();
        long late = NOON + MINUTE + 3_000;

        assertThat(overdue(late)).hasSize(2);
        assertThat(overdue(late + 14_999)).isEmpty();
        watch.closed(0, 0, NOON + MINUTE);
        assertThat(overdue(late + 15_000)).containsExactly("1 in 0");
    }

    private List<String> overdue(long nowMillis) {
        List<String> named = new ArrayList<>();
        watch.look(nowMillis, (symbol, interval) -> named.add(symbol + " in " + interval));
        return named;
    }
}
