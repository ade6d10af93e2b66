package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KrakenIntervalTest {
    @ParameterizedTest
    @EnumSource(value = Interval.class, names = "S1", mode = EnumSource.Mode.EXCLUDE)
    void makesEveryIntervalOfOneThatTheExchangeHas(Interval interval) {
        KrakenInterval known = KrakenInterval.of(interval).orElseThrow();

        assertThat(List.of(1L, 5L, 15L, 30L, 60L, 240L, 1440L))
                .contains(known.source().nominal().toMinutes());
        assertThat(known.isFolded()).isEqualTo(known.source() != interval);
        if (known.isFolded()) {
            // Refuses an interval of which no whole number makes the larger one.
            assertThat(known.newFold().missed()).isZero();
        }
    }

    @Test
    void hasNoSecondsAndNoWeeksOfTheExchange() {
        assertThat(KrakenInterval.of(Interval.S1)).isEmpty();
        assertThat(KrakenInterval.ofMinutes(10_080)).isEmpty();
        assertThat(KrakenInterval.ofMinutes(240)).contains(KrakenInterval.H4);
        assertThat(KrakenInterval.ofMinutes(180)).isEmpty();
    }

    @Test
    void leavesABucketOutThatLacksABar() {
        List<Candle> bars =
                LongStream.of(1, 2, 3, 4, 5, 6, 8, 9, 10, 11)
                        .mapToObj(minute -> bar(minute * 60_000))
                        .toList();

        assertThat(KrakenInterval.M3.fold(bars))
                .containsExactly(
                        new Candle(180_000, 2, 3, 1, 2, 3, 6, 3),
                        new Candle(540_000, 2, 3, 1, 2, 3, 6, 3));
    }

    @Test
    void foldsWeeksFromMondayAndMonthsFromTheirFirstDay() {
        long first = Instant.parse("2024-01-31T00:00:00Z").toEpochMilli();
        List<Candle> days =
                LongStream.range(0, 31).mapToObj(day -> bar(first + day * 86_400_000)).toList();

        assertThat(KrakenInterval.MO1.fold(days))
                .extracting(candle -> Instant.ofEpochMilli(candle.openMillis()))
                .containsExactly(
                        Instant.parse("2024-02-01T00:00:00Z"),
                        Instant.parse("2024-03-01T00:00:00Z"));
        assertThat(KrakenInterval.W1.fold(days))
                .extracting(candle -> Instant.ofEpochMilli(candle.openMillis()))
                .containsExactly(
                        Instant.parse("2024-02-05T00:00:00Z"),
                        Instant.parse("2024-02-12T00:00:00Z"),
                        Instant.parse("2024-02-19T00:00:00Z"),
                        Instant.parse("2024-02-26T00:00:00Z"));
    }

    private static Candle bar(long open) {
        return new Candle(open, 2, 3, 1, 2, 1, 2, 1);
    }
}
