package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.custom;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A trailing stop goes on from the highest bid that it had seen before a restart.
class TrailingStopTest {
    // Follows by 1 % once the profit was 2 %.
    private static final Exits TRAILING =
            new Exits(
                    null,
                    null,
                    List.of(),
                    new Exits.Trailing(BigDecimal.TWO, BigDecimal.ONE),
                    null,
                    Duration.ZERO);
    private static final String MARKED = "SELECT count(*) FROM position WHERE highest_bid = ";

    private final DatabaseConfig database = TestDatabases.fresh();

    @Test
    void firesBelowTheHighestBidFromBeforeTheRestart() {
        try (World world = world()) {
            entered(world);
            world.tick(2_500, "BTCUSDT", 52_000);
            assertThat(world.count(MARKED + 52_000)).isZero();
            world.tick(3_000, "BTCUSDT", 51_800);
            // once a second, in the background
            assertThat(world.count(MARKED + 52_000)).isEqualTo(1);
            world.tick(4_000, "BTCUSDT", 51_700);
            assertThat(world.count(MARKED + 52_000)).isEqualTo(1);
        }
        firesAt52000();
    }

    @Test
    void theLastMarkIsWrittenWhenTheEngineStops() {
        try (World world = world()) {
            entered(world);
            world.tick(2_500, "BTCUSDT", 52_000);
            world.undeployEngine();
            assertThat(world.count(MARKED + 52_000)).isEqualTo(1);
        }
        firesAt52000();
    }

    @Test
    void theMarkOfAPositionIsNotThatOfTheNextOne() {
        try (World world = world()) {
            entered(world);
            world.tick(3_000, "BTCUSDT", 52_000);
            world.tick(4_000, "BTCUSDT", 50_000);
            assertThat(world.seen(PositionClosed.class)).hasSize(1);
            world.second(5, "BTCUSDT", 49_900, 50_000);
            world.tick(6_000, "BTCUSDT", 50_100);
            world.step(START.plusSeconds(7));
            assertThat(world.count(MARKED + 50_100)).isEqualTo(1);
        }
        try (World world = world()) {
            world.step(START.plusSeconds(8));
            world.tick(9_000, "BTCUSDT", 50_050);
            assertThat(world.bot("a").position()).isPositive();
        }
    }

    private void firesAt52000() {
        try (World world = world()) {
            world.step(START.plusSeconds(5));
            world.tick(5_500, "BTCUSDT", 51_480.01);
            assertThat(world.bot("a").position()).isPositive();

            world.tick(6_000, "BTCUSDT", 51_480);

            PositionClosed closed = world.seen(PositionClosed.class).getFirst();
            assertThat(closed.reason()).isEqualTo("trailing 1% below 52,000.00");
            assertThat(closed.exitPrice()).isEqualByComparingTo("51480");
            PartialFillTest.exact(world);
        }
    }

    private World world() {
        Sizing sizing = Sizing.quote(new BigDecimal("500"));
        return World.replayed(database)
                .with(
                        engine(
                                Duration.ZERO,
                                custom("a", "BTCUSDT", sizing, Entry.MARKET, TRAILING)));
    }

    private static void entered(World world) {
        world.step(START);
        world.second(1, "BTCUSDT", 49_900, 50_000);
        assertThat(world.bot("a").position()).isPositive();
    }
}
