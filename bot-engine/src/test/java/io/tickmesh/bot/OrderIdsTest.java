package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.SignalAction;
import org.junit.jupiter.api.Test;

class OrderIdsTest {
    private final OrderIds ids = new OrderIds("a-b");

    @Test
    void neverUsesAnIdTwice() {
        String first = ids.next(START, SignalAction.EXIT);
        assertThat(first).isEqualTo("a-b-" + Long.toString(START.toEpochMilli(), 36) + "-X");
        assertThat(ids.next(START, SignalAction.EXIT)).isNotEqualTo(first);
        assertThat(ids.next(START, SignalAction.ENTER)).isNotEqualTo(first).endsWith("-E");
        assertThat(ids.next(START.minusSeconds(1), SignalAction.EXIT)).isNotEqualTo(first);
        assertThat("x".repeat(25) + first.substring(3)).hasSizeLessThanOrEqualTo(36);
    }

    @Test
    void goesOnWhereAnEarlierRunEnded() {
        String last = ids.next(START, SignalAction.EXIT);
        OrderIds restarted = new OrderIds("a-b");
        restarted.seen(last);
        assertThat(restarted.next(START, SignalAction.EXIT)).isNotEqualTo(last);
        assertThat(restarted.next(START, SignalAction.ENTER))
                .isEqualTo(ids.next(START, SignalAction.ENTER));
    }
}
