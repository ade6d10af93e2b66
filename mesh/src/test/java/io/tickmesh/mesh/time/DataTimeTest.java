package io.tickmesh.mesh.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DataTimeTest {
    private static final Instant START = Instant.parse("2021-05-19T00:00:00Z");

    private final List<String> ran = new ArrayList<>();

    @Test
    void runsTimersInOrderAtTheirOwnTime() {
        DataTime time = new DataTime(START);
        time.after(Duration.ofSeconds(3), () -> log(time, "c"));
        time.after(Duration.ofSeconds(1), () -> log(time, "a"));
        time.after(Duration.ofSeconds(1), () -> log(time, "b"));

        time.advance(Duration.ofSeconds(10));

        assertThat(ran).containsExactly("a 1", "b 1", "c 3");
        assertThat(time.instant()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void repeatsUntilItIsCancelled() {
        DataTime time = new DataTime(START);
        MeshTime.Timer timer =
                time.every(Duration.ofSeconds(1), Duration.ofSeconds(2), () -> log(time, "x"));

        time.advance(Duration.ofSeconds(5));
        timer.cancel();
        time.advance(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("x 1", "x 3", "x 5");
    }

    @Test
    void aTimerMayCancelItselfAndSetAnother() {
        DataTime time = new DataTime(START);
        MeshTime.Timer[] self = new MeshTime.Timer[1];
        self[0] =
                time.every(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        () -> {
                            log(time, "x");
                            self[0].cancel();
                            time.after(Duration.ofSeconds(1), () -> log(time, "y"));
                        });

        time.advance(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("x 1", "y 2");
    }

    @Test
    void goesOnAfterATimerThatThrows() {
        DataTime time = new DataTime(START);
        time.every(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                () -> {
                    log(time, "x");
                    throw new IllegalStateException("on purpose");
                });
        time.after(Duration.ofSeconds(1), () -> log(time, "y"));

        time.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("x 1", "y 1", "x 2");
        assertThat(time.instant()).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void neverGoesBack() {
        DataTime time = new DataTime(START);

        time.advanceTo(START.minusSeconds(1));

        assertThat(time.instant()).isEqualTo(START);
    }

    @Test
    void countsFromTheFirstDataWhenItHasNoStart() {
        DataTime time = new DataTime();
        time.every(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                () -> ran.add(time.instant().toString()));

        time.advanceTo(START);
        time.advanceTo(START.plusSeconds(1));

        assertThat(ran).containsExactly("2021-05-19T00:00:01Z");
    }

    private void log(DataTime time, String what) {
        ran.add(what + " " + Duration.between(START, time.instant()).toSeconds());
    }
}
