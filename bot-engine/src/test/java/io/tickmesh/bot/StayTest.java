package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StayTest {
    private final Stay stay = new Stay("a");

    @Test
    void whatTheBotOnlyLookedBackAtIsDoneToo() {
        stay.past(START);
        stay.past(START.minusSeconds(1));

        assertThat(stay.seenUntil()).contains(START);
        assertThat(stay.hasMissed(START.plusSeconds(1))).isFalse();
    }

    @Test
    void whatItMissedOnItsWayItHasNotMissedAnyMoreOnceItWasShown() {
        stay.begin(START);
        assertThat(stay.hasMissed(START)).isFalse();
        assertThat(stay.hasMissed(START.plusSeconds(1))).isTrue();

        stay.past(START.plusSeconds(1));
        assertThat(stay.hasMissed(START.plusSeconds(1))).isFalse();
        assertThat(stay.hasMissed(START.plusSeconds(2))).isTrue();

        stay.live(START.plusSeconds(3));
        assertThat(stay.hasMissed(START.plusSeconds(4))).isFalse();
    }

    @Test
    void whatComesWhenItLeavesIsLeftToWhoeverRunsItNext() {
        stay.begin(START);
        stay.leave();
        stay.past(START.plusSeconds(1));

        assertThat(stay.hasMissed(START.plusSeconds(1))).isFalse();
        assertThat(stay.seenUntil()).contains(START);
    }
}
