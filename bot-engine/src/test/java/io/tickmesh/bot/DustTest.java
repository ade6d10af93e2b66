package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.bot;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A position too small to be sold is written off, everywhere alike, and its bot goes on.
class DustTest {
    private static final EngineConfig ONE = engine(Duration.ZERO, bot("a", "BTCUSDT"));

    private final DatabaseConfig database = TestDatabases.fresh();

    @Test
    void whatIsWorthTooLittleIsWrittenOffAndTheBotGoesOn() {
        Object money;
        try (World world = World.replayed(database).with(ONE)) {
            world.step(START);
            world.second(1, "BTCUSDT", 49_000, 50_000);
            BigDecimal paid = cash(world);
            BigDecimal held = world.bot("a").position();

            // 0.00999 BTC are less than the 10 USDT that an order must be worth
            world.second(2, "BTCUSDT", 1_000, 900);

            PositionClosed closed = world.seen(PositionClosed.class).getFirst();
            assertThat(closed.reason())
                    .startsWith("falling, written off: notional")
                    .contains("below the minimum");
            assertThat(closed.realised())
                    .isEqualByComparingTo(paid.subtract(new BigDecimal("100000")));
            assertThat(cash(world)).isEqualByComparingTo(paid);
            FillView dust = world.fills().getLast();
            assertThat(dust.quantity()).isEqualByComparingTo(held);
            assertThat(dust.price()).isZero();
            assertThat(dust.fee()).isZero();
            assertThat(world.orders())
                    .extracting(OrderView::status)
                    .containsExactly("FILLED", "REJECTED");
            assertThat(trades(world, closed.realised(), closed.reason())).isEqualTo(1);
            assertThat(world.count("SELECT count(*) FROM position")).isZero();
            PartialFillTest.exact(world);
            money = world.ask(new GetPortfolio());
        }
        try (World world = World.replayed(database).with(ONE)) {
            world.step(START.plusSeconds(3));
            assertThat(world.ask(new GetPortfolio())).isEqualTo(money);
            assertThat(world.bot("a").status()).isEqualTo(BotStatus.RUNNING);
            world.second(4, "BTCUSDT", 49_000, 50_000);
            assertThat(world.bot("a").position()).isPositive();
            world.second(5, "BTCUSDT", 50_000, 49_900);
            assertThat(world.bot("a").position()).isZero();
            assertThat(world.count("SELECT count(*) FROM trade")).isEqualTo(2);
            PartialFillTest.exact(world);
        }
    }

    @Test
    void whatASaleLeavesIsWrittenOffAfterIt() {
        try (World world = World.replayed(database).with(ONE)) {
            sellMost(world);
            assertThat(world.orders().getLast().status()).isEqualTo("CANCELLED");
            assertThat(world.bot("a").position()).isEqualByComparingTo("0.00019");

            world.tick(3_500, "BTCUSDT", 49_990);

            writtenOff(world);
            assertThat(world.seen(OrderFilled.class).getLast().remaining()).isZero();
        }
    }

    @Test
    void whatASaleLeavesIsWrittenOffAfterARestart() {
        try (World world = World.replayed(database).with(ONE)) {
            sellMost(world);
        }
        try (World world = World.replayed(database).with(ONE)) {
            world.step(START.plusSeconds(3));
            world.tick(3_500, "BTCUSDT", 49_990);
            writtenOff(world);
        }
    }

    /// Sells as much as the book takes, at 20 prices.
    private static void sellMost(World world) {
        world.step(START);
        world.second(1, "BTCUSDT", 49_000, 50_000);
        assertThat(world.bot("a").position()).isEqualByComparingTo("0.00999");
        world.quote(START.plusSeconds(2), "BTCUSDT", 49_990, 0.00049, 49_991, 1);
        world.candle(START.plusSeconds(2), "BTCUSDT", 50_000, 49_990);
        world.step(START.plusSeconds(2));
        assertThat(world.fills()).hasSize(21);
    }

    private static void writtenOff(World world) {
        PositionClosed closed = world.seen(PositionClosed.class).getFirst();
        assertThat(closed.reason()).startsWith("falling, written off: notional");
        assertThat(world.ask(new ListPositions(null, null, null)).items()).isEmpty();
        assertThat(world.fills()).hasSize(22);
        assertThat(closed.realised())
                .isEqualByComparingTo(cash(world).subtract(new BigDecimal("100000")));
        assertThat(trades(world, closed.realised(), closed.reason())).isEqualTo(1);
        PartialFillTest.exact(world);
    }

    private static long trades(World world, BigDecimal realised, String reason) {
        return world.count(
                "SELECT count(*) FROM trade WHERE bought = sold AND realised = %s AND reason = '%s'"
                        .formatted(realised.toPlainString(), reason));
    }

    private static BigDecimal cash(World world) {
        return world.ask(new GetPortfolio()).items().getFirst().cash();
    }
}
