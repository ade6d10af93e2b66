package io.tickmesh.market.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CuresTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long STALE = 10 * SECOND;
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final Cures cures = new Cures(STALE);
    private long now;

    @Test
    void triesEverMoreSeldomWhileStreamsStaySilent() {
        assertThat(waitForCure()).isEqualTo(0);
        assertThat(now).isEqualTo(10 * SECOND);
        assertThat(waitForCure()).isEqualTo(1);
        assertThat(now).isEqualTo(30 * SECOND);
        assertThat(waitForCure()).isEqualTo(2);
        assertThat(now).isEqualTo(70 * SECOND);
    }

    @Test
    void beginsWithTheGentlestCureAgainWhenAStreamHasSpoken() {
        waitForCure();
        waitForCure();

        assertThat(cures.look(false, true, now)).isEmpty();

        assertThat(waitForCure()).isZero();
    }

    @Test
    void remembersWhatWasTriedAcrossANewConnectionButNotForEver() {
        waitForCure();
        waitForCure();
        waitForCure();
        cures.connected();
        now += SECOND;
        assertThat(cures.look(false, false, now)).isEmpty();
        assertThat(waitForCure()).isEqualTo(3);
        cures.connected();

        now += HOUR;
        assertThat(cures.look(false, false, now)).isEmpty();

        long began = now;
        assertThat(waitForCure()).isZero();
        assertThat(now - began).isEqualTo(STALE);
    }

    @Test
    void waitsAnHourAtMost() {
        for (int i = 0; i < 15; i++) {
            waitForCure();
        }
        long began = now;

        waitForCure();

        assertThat(now - began).isEqualTo(HOUR);
    }

    private int waitForCure() {
        OptionalInt cure = cures.look(true, false, now);
        while (cure.isEmpty()) {
            now += SECOND;
            cure = cures.look(true, false, now);
        }
        return cure.getAsInt();
    }
}
