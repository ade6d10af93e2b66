package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Candle;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FoldingTest {
    @Test
    void foldsABucketWhoseBarsAreAllThere() {
        List<Candle> bars =
                List.of(
                        new Candle(0, 9, 9, 9, 9, 0, 0, 0),
                        new Candle(60_000, 10, 12, 8, 11, 2, 20, 3),
                        new Candle(120_000, 11, 11.5, 7, 10, 1, 10, 4),
                        new Candle(180_000, 10, 10, 10, 10, 1, 10, 1));

        assertThat(Folding.all(KrakenInterval.M3, bars))
                .containsExactly(new Candle(0, 10, 12, 7, 10, 3, 30, 7));
    }

    @Test
    void leavesABucketOutThatLacksABar() {
        List<Candle> bars =
                LongStream.of(1, 2, 3, 4, 5, 6, 8, 9, 10, 11)
                        .mapToObj(minute -> bar(minute * 60_000))
                        .toList();

        assertThat(Folding.all(KrakenInterval.M3, bars))
                .extracting(Candle::openMillis)
                .containsExactly(180_000L, 540_000L);
    }

    @Test
    void foldsWeeksFromMondayAndMonthsFromTheirFirstDay() {
        long first = Instant.parse("2024-01-31T00:00:00Z").toEpochMilli();
        List<Candle> days =
                LongStream.range(0, 31).mapToObj(day -> bar(first + day * 86_400_000)).toList();

        assertThat(Folding.all(KrakenInterval.MO1, days))
                .extracting(candle -> Instant.ofEpochMilli(candle.openMillis()))
                .containsExactly(Instant.parse("2024-02-01T00:00:00Z"));
        assertThat(Folding.all(KrakenInterval.W1, days))
                .extracting(candle -> Instant.ofEpochMilli(candle.openMillis()))
                .startsWith(Instant.parse("2024-02-05T00:00:00Z"))
                .hasSize(3);
    }

    private static Candle bar(long open) {
        return new Candle(open, 2, 3, 1, 2, 1, 2, 1);
    }
}
