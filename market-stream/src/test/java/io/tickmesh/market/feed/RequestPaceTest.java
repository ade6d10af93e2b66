package io.tickmesh.market.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestPaceTest {
    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final RequestPace pace = new RequestPace(Duration.ofSeconds(1), nanos::get);

    @Test
    void letsOneRequestGoInEachPause() {
        assertThat(pace.take(1)).isZero();
        assertThat(pace.take(1)).isEqualTo(Duration.ofSeconds(1));

        pass(Duration.ofMillis(400));
        assertThat(pace.take(1)).isEqualTo(Duration.ofMillis(600));

        pass(Duration.ofMillis(600));
        assertThat(pace.take(3)).isZero();
        assertThat(pace.take(1)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void savesNothingUp() {
        pass(Duration.ofHours(1));

        assertThat(pace.take(1)).isZero();
        assertThat(pace.take(1)).isPositive();
    }

    @Test
    void keepsStillAsLongAsItIsTold() {
        pace.blockFor(Duration.ofSeconds(10));
        pace.blockFor(Duration.ofSeconds(2));

        assertThat(pace.take(1)).isEqualTo(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(10));
        assertThat(pace.take(1)).isZero();
    }

    @Test
    void countsTheRequestsOfAMinute() {
        assertThat(pace.take(2)).isZero();
        assertThat(pace.used()).isEqualTo(2);

        pass(Duration.ofMinutes(1));
        assertThat(pace.used()).isZero();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
