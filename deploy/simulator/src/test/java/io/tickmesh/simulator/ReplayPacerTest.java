package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayPacerTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long DATA = 1_620_000_000_000L;

    private final ReplayPacer pacer = new ReplayPacer(600);

    @Test
    void standsStillUntilASecondAfterTheLastSubscription() {
        pacer.subscribed(0);
        pacer.subscribed(SECOND / 2);

        assertThat(pacer.allowedMillis(SECOND * 14 / 10, DATA, true)).isLessThan(DATA);
        assertThat(pacer.allowedMillis(SECOND * 15 / 10, DATA, true)).isEqualTo(DATA);
        assertThat(pacer.allowedMillis(SECOND * 25 / 10, DATA, true)).isEqualTo(DATA + 600_000);
    }

    @Test
    void doesNotStopForALaterSubscription() {
        pacer.subscribed(0);
        assertThat(pacer.allowedMillis(SECOND, DATA, true)).isEqualTo(DATA);

        pacer.subscribed(SECOND);

        assertThat(pacer.allowedMillis(2 * SECOND, DATA, true)).isEqualTo(DATA + 600_000);
    }

    @Test
    void stopsWhenEverybodyLeftAndGoesOnFromThere() {
        pacer.subscribed(0);
        assertThat(pacer.allowedMillis(SECOND, DATA, true)).isEqualTo(DATA);
        assertThat(pacer.allowedMillis(2 * SECOND, DATA + 500, false)).isLessThan(DATA + 500);

        pacer.subscribed(9 * SECOND);

        assertThat(pacer.allowedMillis(10 * SECOND, DATA + 500, true)).isEqualTo(DATA + 500);
    }

    @Test
    void doesNotHurryAfterWaitingForAReader() {
        pacer.subscribed(0);
        assertThat(pacer.allowedMillis(SECOND, DATA, true)).isEqualTo(DATA);

        pacer.hold(5 * SECOND, DATA + 10);

        assertThat(pacer.allowedMillis(5 * SECOND, DATA + 10, true)).isEqualTo(DATA + 10);
    }

    @Test
    void knowsNoLimitAtSpeedZero() {
        ReplayPacer unlimited = new ReplayPacer(0);
        unlimited.subscribed(0);

        assertThat(unlimited.allowedMillis(SECOND, DATA, true)).isEqualTo(Long.MAX_VALUE - 1);
    }
}
