package io.tickmesh.mesh.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IntraBarPathTest {

    private final IntraBarPath path = new IntraBarPath();

    @Test
    void rebuildsEveryBarExactly() {
        Random random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            // given
            long open = 10L + random.nextInt(1 + random.nextInt(1_000_000));
            long close = Math.max(2, open + random.nextInt(-8, 9));
            long high = Math.max(open, close) + random.nextInt(3);
            long low = Math.max(1, Math.min(open, close) - random.nextInt(3));
            long volume = 4 + random.nextLong(1 + random.nextLong(100_000_000_000L));

            // when
            path.rebuild(i, open, high, low, close, volume);

            // then
            assertThat(path.size()).isBetween(1, IntraBarPath.MAX_TRADES);
            assertThat(path.ticks(0)).isEqualTo(open);
            assertThat(path.ticks(path.size() - 1)).isEqualTo(close);
            assertThat(ticks().max()).hasValue(high);
            assertThat(ticks().min()).hasValue(low);
            assertThat(steps().sum()).isEqualTo(volume);
            assertThat(steps().min().orElseThrow()).isPositive();
            assertThat(offsets()).isSorted().doesNotHaveDuplicates();
            assertThat(offsets()[path.size() - 1]).isLessThan(60_000);
        }
    }

    @Test
    void makesNoTradesWithoutVolume() {
        path.rebuild(1, 100, 100, 100, 100, 0);

        assertThat(path.size()).isZero();
    }

    @Test
    void makesOneTradeOfOneStep() {
        path.rebuild(1, 100, 100, 100, 100, 1);

        assertThat(path.size()).isEqualTo(1);
        assertThat(path.steps(0)).isEqualTo(1);
    }

    @Test
    void dipsFirstWhenTheBarRises() {
        path.rebuild(5, 100, 120, 90, 110, 1_000);

        long[] ticks = ticks().toArray();
        assertThat(first(ticks, 90)).isLessThan(first(ticks, 120));
    }

    @Test
    void peaksFirstWhenTheBarFalls() {
        path.rebuild(5, 110, 120, 90, 100, 1_000);

        long[] ticks = ticks().toArray();
        assertThat(first(ticks, 120)).isLessThan(first(ticks, 90));
    }

    @Test
    void isTheSameForTheSameSeed() {
        path.rebuild(9, 100, 120, 90, 110, 1_000);
        long[] ticks = ticks().toArray();
        int[] offsets = offsets();
        path.rebuild(10, 100, 120, 90, 110, 1_000);
        int[] others = offsets();

        path.rebuild(9, 100, 120, 90, 110, 1_000);

        assertThat(ticks().toArray()).isEqualTo(ticks);
        assertThat(offsets()).isEqualTo(offsets).isNotEqualTo(others);
    }

    private static int first(long[] values, long value) {
        return IntStream.range(0, values.length)
                .filter(i -> values[i] == value)
                .findFirst()
                .orElseThrow(() -> new AssertionError(value + " in " + Arrays.toString(values)));
    }

    private LongStream ticks() {
        return IntStream.range(0, path.size()).mapToLong(path::ticks);
    }

    private LongStream steps() {
        return IntStream.range(0, path.size()).mapToLong(path::steps);
    }

    private int[] offsets() {
        return IntStream.range(0, path.size()).map(path::offsetMillis).toArray();
    }
}
