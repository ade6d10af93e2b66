package io.tickmesh.mesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class IntervalTest {
    private static final Instant TIME = Instant.parse("2021-05-19T13:47:31.250Z"); // a Wednesday

    @Test
    void barsOpenWhereBinanceOpensThem() {
        assertThat(open(Interval.S1)).isEqualTo("2021-05-19T13:47:31Z");
        assertThat(open(Interval.M15)).isEqualTo("2021-05-19T13:45:00Z");
        assertThat(open(Interval.H4)).isEqualTo("2021-05-19T12:00:00Z");
        assertThat(open(Interval.D1)).isEqualTo("2021-05-19T00:00:00Z");
        assertThat(open(Interval.W1)).isEqualTo("2021-05-17T00:00:00Z");
        assertThat(open(Interval.MO1)).isEqualTo("2021-05-01T00:00:00Z");
    }

    @Test
    void theNextBarFollowsWithoutAHole() {
        for (Interval interval : Interval.values()) {
            long open = interval.openOf(TIME.toEpochMilli());
            for (int i = 0; i < 100; i++) {
                long next = interval.next(open);
                assertThat(interval.openOf(next)).isEqualTo(next);
                assertThat(interval.openOf(next - 1)).isEqualTo(open);
                open = next;
            }
        }
    }

    @Test
    void minutesAndMonthsHaveDifferentNames() {
        assertThat(Interval.ofCode("1m")).contains(Interval.M1);
        assertThat(Interval.ofCode("1M")).contains(Interval.MO1);
        assertThat(Interval.ofCode("2m")).isEmpty();
    }

    private static String open(Interval interval) {
        return Instant.ofEpochMilli(interval.openOf(TIME.toEpochMilli())).toString();
    }
}
