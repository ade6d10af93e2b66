package io.tickmesh.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KlineIntervalTest {

    @ParameterizedTest
    @CsvSource({
        "1s, 2021-05-19T13:17:42Z, 2021-05-19T13:17:43Z",
        "3m, 2021-05-19T13:15:00Z, 2021-05-19T13:18:00Z",
        "8h, 2021-05-19T08:00:00Z, 2021-05-19T16:00:00Z",
        "1w, 2021-05-17T00:00:00Z, 2021-05-24T00:00:00Z",
        "1M, 2021-05-01T00:00:00Z, 2021-06-01T00:00:00Z"
    })
    void opensAndEndsWhereTheExchangeDoes(String label, Instant open, Instant end) {
        KlineInterval interval = KlineInterval.ofLabel(label).orElseThrow();
        long at = Instant.parse("2021-05-19T13:17:42.5Z").toEpochMilli();

        assertThat(interval.openOf(at)).isEqualTo(open.toEpochMilli());
        assertThat(interval.endOf(open.toEpochMilli())).isEqualTo(end.toEpochMilli());
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoHoleBetweenBars(KlineInterval interval) {
        long open = interval.openOf(1_620_000_000_123L);
        for (int i = 0; i < 50; i++) {
            long end = interval.endOf(open);
            assertThat(interval.openOf(end - 1)).isEqualTo(open);
            assertThat(interval.openOf(end)).isEqualTo(end);
            open = end;
        }
    }

    @Test
    void tellsMinutesFromMonths() {
        assertThat(KlineInterval.ofLabel("1m")).contains(KlineInterval.M1);
        assertThat(KlineInterval.ofLabel("1M")).contains(KlineInterval.MONTH);
        assertThat(KlineInterval.ofLabel("7m")).isEmpty();
    }
}
