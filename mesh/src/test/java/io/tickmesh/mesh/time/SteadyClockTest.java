package io.tickmesh.mesh.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.logging.LogCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final long SECOND = 1_000_000;
    private static final long HOUR = 3_600 * SECOND;
    private static final long START = 1_767_225_600L * SECOND;

    private final AtomicLong wall = new AtomicLong(START);
    private final AtomicLong nanos = new AtomicLong(-77);
    private final SteadyClock clock = new SteadyClock(wall::get, nanos::get);

    @Test
    void itIsTheSystemsAsLongAsThatGoesForward() {
        assertThat(clock.micros()).isEqualTo(START);
        pass(1);
        assertThat(clock.micros()).isEqualTo(START + 1);
        wall.addAndGet(HOUR);
        assertThat(clock.micros()).isEqualTo(START + 1 + HOUR);
        // set back by less than what has passed since anybody looked
        pass(10 * SECOND);
        wall.addAndGet(-3 * SECOND);
        assertThat(clock.micros()).isEqualTo(START + 1 + HOUR + 7 * SECOND);
    }

    @Test
    void itGoesOnMoreSlowlyAfterTheSystemsWasSetBackUntilThatHasCaughtUp() {
        assertThat(clock.micros()).isEqualTo(START);
        wall.addAndGet(-9 * SECOND);

        assertThat(clock.micros()).isEqualTo(START);
        pass(5 * SECOND);
        assertThat(clock.micros()).isEqualTo(START + SECOND / 2);
        pass(SECOND);
        assertThat(clock.micros()).isEqualTo(START + SECOND / 2 + SECOND / 10);
        pass(4 * SECOND);
        assertThat(clock.micros()).isEqualTo(START + SECOND).isEqualTo(wall.get());
        pass(SECOND);
        assertThat(clock.micros()).isEqualTo(wall.get());
    }

    @Test
    void itDoesNotStandStillHoweverOftenItIsReadAndHoweverFarTheSystemsIsBehind() {
        assertThat(clock.micros()).isEqualTo(START);
        wall.addAndGet(-24 * HOUR);

        long last = START;
        for (int i = 0; i < 10_000; i++) {
            nanos.addAndGet(700);
            long now = clock.micros();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }

        assertThat(last).isEqualTo(START + 10_000 * 700 / 10_000);
    }

    @Test
    void itIsSaidOnceThatTheSystemsWasSetBackByASecondOrMore() {
        try (LogCapture log = new LogCapture()) {
            assertThat(clock.micros()).isEqualTo(START);
            wall.addAndGet(-SECOND / 2);
            read(3);
            assertThat(log.messages(SteadyClock.class)).isEmpty();
            wall.addAndGet(-30 * SECOND);
            read(10);
            wall.addAndGet(-5 * SECOND);
            read(3);

            assertThat(log.messages(SteadyClock.class)).hasSize(1);
            assertThat(log.lines()).anyMatch(line -> line.contains("seconds=\"29\""));
        }
    }

    @Test
    void noThreadSeesItGoBackWhileTheSystemsJumps() {
        SteadyClock own =
                new SteadyClock(
                        () -> System.nanoTime() / 1_000 + wall.get() - START, System::nanoTime);
        AtomicLong highest = new AtomicLong(Long.MIN_VALUE);
        AtomicLong backwards = new AtomicLong();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(Thread.ofPlatform().start(() -> read(own, highest, backwards)));
        }
        Random random = new Random(3);
        while (readers.stream().anyMatch(Thread::isAlive)) {
            wall.set(START + random.nextLong(SECOND));
        }

        assertThat(backwards).hasValue(0);
    }

    private void read(int seconds) {
        for (int i = 0; i < seconds; i++) {
            pass(SECOND);
            assertThat(clock.micros()).isGreaterThanOrEqualTo(START);
        }
    }

    private static void read(SteadyClock clock, AtomicLong highest, AtomicLong backwards) {
        for (int i = 0; i < 500_000; i++) {
            long before = highest.get();
            long now = clock.micros();
            if (now < before) {
                backwards.incrementAndGet();
            }
            highest.accumulateAndGet(now, Math::max);
        }
    }

    private void pass(long micros) {
        wall.addAndGet(micros);
        nanos.addAndGet(micros * 1_000);
    }
}
