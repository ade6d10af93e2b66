package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.engine;
import static io.tickmesh.bot.Fixtures.guarded;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PriceUpdated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// More prices than the engine can look at.
class FloodTest {
    private static final int PRICES = 20_000;

    @Test
    void looksAtTheNewestPriceAndCountsTheOthers() {
        try (World world = World.replayed()) {
            // given: a position with a stop
            world.with(engine(Duration.ZERO, guarded("a", "BTCUSDT", "1", "50")));
            world.step(START);
            Instant now = START.plusSeconds(1);
            world.price(now, "BTCUSDT", 50_000);
            world.candle(now, "BTCUSDT", 49_000, 50_000);
            world.step(now);

            // when: a burst whose last price is below the stop
            Instant later = now.plusMillis(500);
            List<PriceUpdated> burst = new ArrayList<>();
            for (int i = 0; i < PRICES; i++) {
                double bid = i == PRICES - 1 ? 48_000 : 50_000 + i % 100;
                burst.add(
                        new PriceUpdated(
                                "alpha",
                                10_000 + i,
                                1,
                                later.toEpochMilli(),
                                1,
                                "BTCUSDT",
                                bid,
                                1,
                                bid + 1,
                                1,
                                bid,
                                1));
            }
            world.onLoop(() -> {
                world.mesh().publishPrices(burst);
                return true;
            });
            world.step(later);

            // then
            assertThat(world.seen(PositionClosed.class).getFirst().exitPrice())
                    .isEqualByComparingTo("48000");
            double conflated = world.meter("tickmesh.inbox.conflated", "inbox", "bots.prices");
            assertThat(conflated).isGreaterThan(PRICES * 0.9);
            assertThat(world.meter("tickmesh.inbox.dropped", "inbox", "bots.prices")).isZero();
        }
    }
}
