package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExchangeClockTest {
    private final AtomicLong nanos = new AtomicLong(5_000_000);

    @Test
    void runsOnFromWhatTheExchangeSaid() {
        ExchangeClock clock = new ExchangeClock(false, nanos::get);
        assertThat(clock.millis()).isZero();

        clock.set(1_000_000);
        nanos.addAndGet(2_500_000);

        assertThat(clock.millis()).isEqualTo(1_000_002);
    }

    @Test
    void standsStillInAReplay() {
        ExchangeClock clock = new ExchangeClock(true, nanos::get);
        clock.set(1_000_000);
        nanos.addAndGet(2_500_000);

        assertThat(clock.millis()).isEqualTo(1_000_000);
    }

    @Test
    void knowsWhatCannotHaveComeYet() {
        ExchangeClock clock = new ExchangeClock(false, nanos::get);
        assertThat(clock.isFuture(Long.MAX_VALUE)).isFalse();

        clock.set(1_000_000);

        assertThat(clock.isFuture(1_000_000 + 3_600_000)).isFalse();
        assertThat(clock.isFuture(1_000_000 + 3_600_001)).isTrue();
        ExchangeClock replayed = new ExchangeClock(true, nanos::get);
        replayed.set(1_000_000);
        assertThat(replayed.isFuture(Long.MAX_VALUE)).isFalse();
    }
}
