package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.market.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingExitTest {
    private static final SignalGenerated SIGNAL =
            new SignalGenerated(
                    new Header("id", START, "alpha", null, 0),
                    "a",
                    "main",
                    "BTCUSDT",
                    Interval.S1,
                    "colour",
                    SignalAction.EXIT,
                    1,
                    "",
                    Map.of());

    private final PendingExit exit = new PendingExit();

    @Test
    void isTriedAgainAfterGrowingPauses() {
        exit.want(SIGNAL);
        List<Long> pauses = new ArrayList<>();
        Instant now = START;

        for (int attempt = 0; attempt < 8; attempt++) {
            exit.failed(now);
            Instant failed = now;
            while (exit.due(now) == null) {
                now = now.plusMillis(500);
            }
            pauses.add(Duration.between(failed, now).toSeconds());
        }

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
        exit.clear();
        assertThat(exit.isWanted()).isFalse();
        assertThat(exit.due(now.plus(Duration.ofDays(1)))).isNull();
    }

    @Test
    void whatFailsWithoutBeingWantedMakesNoPause() {
        exit.failed(START);
        exit.want(SIGNAL);
        assertThat(exit.due(START)).isSameAs(SIGNAL);
    }
}
