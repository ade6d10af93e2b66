package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedBarsTest {
    @Test
    void leavesTheLastEntryOutBecauseItIsOpen() {
        List<Candle> answer = List.of(bar(0, 10), bar(1, 11), bar(2, 12));

        assertThat(ClosedBars.of(answer, Interval.M1, 720)).containsExactly(bar(0, 10), bar(1, 11));
        assertThat(ClosedBars.of(answer.subList(0, 1), Interval.M1, 720)).isEmpty();
        assertThat(ClosedBars.of(List.of(), Interval.M1, 720)).isEmpty();
    }

    @Test
    void fillsHolesBetweenEntriesWithTheLastPrice() {
        List<Candle> answer = List.of(bar(0, 10), bar(3, 11), bar(5, 12));

        assertThat(ClosedBars.of(answer, Interval.M1, 720))
                .containsExactly(
                        bar(0, 10), filler(1, 10), filler(2, 10), bar(3, 11), filler(4, 11));
    }

    @Test
    void fillsNoMoreThanIsAskedFor() {
        List<Candle> answer = List.of(bar(0, 10), bar(1_000_000_000, 11));

        List<Candle> closed = ClosedBars.of(answer, Interval.M1, 3);

        assertThat(closed)
                .containsExactly(
                        filler(999_999_997, 10), filler(999_999_998, 10), filler(999_999_999, 10));
    }

    private static Candle bar(long minute, double price) {
        return new Candle(minute * 60_000, price, price + 1, price - 1, price, 5, 50, 2);
    }

    private static Candle filler(long minute, double price) {
        return new Candle(minute * 60_000, price, price, price, price, 0, 0, 0);
    }
}
