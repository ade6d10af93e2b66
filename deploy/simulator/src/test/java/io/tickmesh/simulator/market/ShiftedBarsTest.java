package io.tickmesh.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.simulator.source.RandomWalk;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShiftedBarsTest {

    private static final long T0 = Instant.parse("2021-04-24T09:41:12.345Z").toEpochMilli();

    private static SymbolBook walk() {
        return new Market(new RandomWalk(Instruments.named(List.of("ETHUSDT")), 5, 10, T0), false)
                .books()
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "1d, 8, 8h",
        "12h, 8, 4h",
        "6h, 6, 6h",
        "1h, 5, 1h",
        "1w, 1, 1h",
        "1M, 3, 1h",
        "3d, -8, 8h"
    })
    void isMadeFromTheLongestBarsThatFit(String interval, int hours, String part) {
        assertThat(
                        KlineInterval.ofLabel(interval)
                                .orElseThrow()
                                .partAlignedWith(Duration.ofHours(hours).toMillis())
                                .label())
                .isEqualTo(part);
    }

    @ParameterizedTest
    @EnumSource
    void isTheSeriesItselfWhereTheZoneMakesNoDifference(KlineInterval interval) {
        SymbolBook book = walk();

        assertThat(book.bars(interval, 0)).isSameAs(book.bars(interval));
        if (interval.compareTo(KlineInterval.H1) <= 0) {
            assertThat(book.bars(interval, 3_600_000)).isSameAs(book.bars(interval));
        }
    }

    @Test
    void beginsDaysAtLocalMidnightAndHoldsTheSameTrades() {
        // given
        ZoneOffset zone = ZoneOffset.ofHours(8);
        SymbolBook book = walk();
        BarSeries hours = book.bars(KlineInterval.H1);

        // when
        BarSeries days = book.bars(KlineInterval.D1, zone.getTotalSeconds() * 1_000L);

        // then
        assertThat(days.hasOpenBar()).isTrue();
        int full = days.size() - 2;
        long open = days.openTimeMillis(full);
        assertThat(Instant.ofEpochMilli(open).atOffset(zone).getHour()).isZero();
        assertThat(days.closeTimeMillis(full)).isEqualTo(open + 86_399_999);
        int from = hours.indexFrom(open);
        long volume = 0;
        long high = 0;
        for (int i = from; i < from + 24; i++) {
            volume += hours.volume(i);
            high = Math.max(high, hours.high(i));
        }
        assertThat(days.volume(full)).isEqualTo(volume);
        assertThat(days.high(full)).isEqualTo(high);
        assertThat(days.open(full)).isEqualTo(hours.open(from));
        assertThat(days.close(full)).isEqualTo(hours.close(from + 23));
        assertThat(days.firstTradeId(full)).isEqualTo(hours.firstTradeId(from));
        assertThat(days.lastTradeId(full)).isEqualTo(hours.lastTradeId(from + 23));
    }

    @Test
    void beginsWeeksOnLocalMondaysAndHoursAtHalfPast() {
        ZoneOffset india = ZoneOffset.ofHoursMinutes(5, 30);
        SymbolBook book = walk();
        BarSeries weeks = book.bars(KlineInterval.W1, india.getTotalSeconds() * 1_000L);
        BarSeries hours = book.bars(KlineInterval.H1, india.getTotalSeconds() * 1_000L);

        Instant monday = Instant.ofEpochMilli(weeks.openTimeMillis(1));
        assertThat(monday.atOffset(india).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(monday.atOffset(india).getHour()).isZero();
        assertThat(hours.openTimeMillis(7) % 3_600_000).isEqualTo(1_800_000);
    }
}
