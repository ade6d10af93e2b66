package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandStillTest {
    private final AtomicLong nanos = new AtomicLong(5);
    private final StandStill standStill = new StandStill(nanos::get);

    @Test
    void noticesThatTheProcessStoodStillOnce() {
        passes(1_900);
        assertThat(standStill.noticed()).isFalse();
        passes(1_900);
        assertThat(standStill.noticed()).isFalse();
        passes(2_100);
        assertThat(standStill.noticed()).isTrue();
        assertThat(standStill.noticed()).isFalse();
    }

    private void passes(long millis) {
        nanos.addAndGet(millis * 1_000_000);
    }
}
