package io.tickmesh.mesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.time.WallClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ClusterClockTest {
    @Test
    void beginsWithTheTimeOfDayAndGoesOnWithTheClockForDurations() {
        AtomicLong nanos = new AtomicLong(-5_000_000);
        ClusterClock clock = new ClusterClock(1_000, nanos::get);

        assertThat(clock.currentTimeMillis()).isEqualTo(1_000);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(30));
        assertThat(clock.currentTimeMillis()).isEqualTo(31_000);
    }

    @Test
    void canBeMadeByItsName() throws Exception {
        long before = TimeUnit.MICROSECONDS.toMillis(WallClock.micros());

        ClusterClock clock =
                Class.forName(ClusterClock.class.getName())
                        .asSubclass(ClusterClock.class)
                        .getDeclaredConstructor()
                        .newInstance();

        assertThat(clock.currentTimeMillis()).isBetween(before, before + 60_000);
    }
}
