package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VwapTest {
    private static final int DAY = 1_440;

    private final Vwap vwap = new Vwap();

    @Test
    void weighsTypicalPricesByVolumeSinceMidnight() {
        assertThat(after(0, 10, 1)).isEqualTo(10);
        assertThat(after(1, 20, 3)).isEqualTo(17.5);
        assertThat(after(DAY - 1, 17.5, 9)).isEqualTo(17.5);
        assertThat(after(DAY, 30, 2)).as("a new day").isEqualTo(30);
    }

    @Test
    void isUnknownOnADayWhoseBeginningItDidNotSee() {
        assertThat(after(DAY - 2, 10, 1)).isNaN();
        assertThat(after(DAY - 1, 10, 1)).isNaN();
        assertThat(after(DAY + 7, 12, 1)).as("nothing was traded before").isEqualTo(12);
    }

    @Test
    void isTheLastPriceWhileNothingIsTraded() {
        assertThat(after(0, 10, 0)).isEqualTo(10);
        assertThat(after(1, 11, 0)).isEqualTo(11);
        assertThat(after(2, 12, 5)).isEqualTo(12);
        assertThat(after(3, 99, 0)).isEqualTo(12);
    }

    @Test
    void knowsDaysBeforeTheEpoch() {
        assertThat(after(-1, 10, 1)).isNaN();
        assertThat(after(0, 20, 1)).isEqualTo(20);
    }

    private double after(int minute, double price, double volume) {
        vwap.update(Bars.bar(minute, price, price, price, price, volume));
        return vwap.line().now();
    }
}
