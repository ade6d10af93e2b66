package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.custom;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Orders that rest and are filled in parts, with restarts in between: the money set aside for them stays so.
class PartialFillTest {
    // 500 USDT at 1 % below 50,100.01.
    private static final EngineConfig LIMITED = engine(Duration.ZERO, RestartTest.limited());

    private final DatabaseConfig database = TestDatabases.fresh();

    @Test
    void theRestOfAnOrderIsFilledAfterARestartAsWithoutOne() {
        Object whole;
        try (World world = World.replayed().with(LIMITED)) {
            placed(world);
            part(world, 2, 0.004);
            part(world, 3, 0.002);
            part(world, 4, 1);
            whole = books(world);
        }
        try (World world = World.replayed(database).with(LIMITED)) {
            placed(world);
            part(world, 2, 0.004);
        }
        try (World world = World.replayed(database).with(LIMITED)) {
            world.step(START.plusSeconds(2));
            assertThat(world.orders().getFirst().status()).isEqualTo("PARTIALLY_FILLED");
            assertThat(world.bot("a").position()).isEqualByComparingTo("0.004");
            part(world, 3, 0.002);
            assertThat(world.seen(OrderFilled.class).getFirst().remaining())
                    .isEqualByComparingTo("0.00408");
        }
        try (World world = World.replayed(database).with(LIMITED)) {
            world.step(START.plusSeconds(3));
            part(world, 4, 1);

            assertThat(world.fills())
                    .extracting(FillView::quantity)
                    .usingElementComparator(BigDecimal::compareTo)
                    .containsExactly(
                            new BigDecimal("0.004"),
                            new BigDecimal("0.002"),
                            new BigDecimal("0.00408"));
            assertThat(world.orders()).extracting(OrderView::status).containsExactly("FILLED");
            assertThat(books(world)).isEqualTo(whole);
            assertThat(cash(world)).isEqualByComparingTo("99499.54212208");
            exact(world);
        }
    }

    @Test
    void whatWasBoughtOfAnEntryThatTheRestartWithdrawsIsKeptAndSold() {
        try (World world = World.replayed(database).with(LIMITED)) {
            placed(world);
            part(world, 2, 0.004);
            // The node dies between being told and withdrawing the order.
            world.sql("UPDATE bot SET told = 'PAUSED'");
        }
        try (World world = World.replayed(database).with(LIMITED)) {
            world.step(START.plusSeconds(3));

            OrderView order = world.orders().getFirst();
            assertThat(order.status()).isEqualTo("CANCELLED");
            assertThat(order.reason()).isEqualTo("the bot enters nothing");
            assertThat(world.seen(OrderCancelled.class).getFirst().remaining())
                    .isEqualByComparingTo("0.00608");
            assertThat(world.bot("a").position()).isEqualByComparingTo("0.004");
            part(world, 4, 1);
            assertThat(world.fills()).hasSize(1);

            world.second(5, "BTCUSDT", 49_590, 49_500);
            PositionClosed closed = world.seen(PositionClosed.class).getFirst();
            assertThat(closed.quantity()).isEqualByComparingTo("0.004");
            assertThat(world.bot("a").position()).isEqualByComparingTo("0");
            // - 198.396 - 0.198396 + 198 - 0.198
            assertThat(cash(world)).isEqualByComparingTo("99999.207604");
            exact(world);
        }
    }

    @Test
    void anExitWithdrawsTheRestOfItsEntryAfterARestart() {
        try (World world = World.replayed(database).with(LIMITED)) {
            placed(world);
            part(world, 2, 0.004);
        }
        try (World world = World.replayed(database).with(LIMITED)) {
            world.step(START.plusSeconds(2));
            world.second(3, "BTCUSDT", 49_900, 49_800);
            world.tick(3_500, "BTCUSDT", 49_800);
            assertThat(world.orders().getFirst().status()).isEqualTo("CANCELLED");
            world.tick(4_000, "BTCUSDT", 49_700);

            assertThat(world.seen(PositionClosed.class).getFirst().reason()).isEqualTo("falling");
            assertThat(world.orders().getLast().quantity()).isEqualByComparingTo("0.004");
            // - 198.396 - 0.198396 + 198.8 - 0.1988
            assertThat(cash(world)).isEqualByComparingTo("100000.006804");
            exact(world);
        }
    }

    @Test
    void anOrderInManyPartsIsFilledToTheLastStep() {
        // The fee of each part is rounded by itself, so that all fees are more than that of the
        // whole.
        EngineConfig odd =
                engine(Duration.ZERO, limited("a", "BTCUSDT", Sizing.quote(new BigDecimal("500"))));
        try (World world = World.replayed(database).with(odd)) {
            world.step(START);
            world.second(1, "BTCUSDT", 50_000, 50_066.70);
            for (int i = 2; i < 12; i++) {
                part(world, i, 0.00017);
            }
            part(world, 12, 1);

            OrderView order = world.orders().getFirst();
            assertThat(order.status()).isEqualTo("FILLED");
            assertThat(world.bot("a").position()).isEqualByComparingTo(order.quantity());
            exact(world);
        }
    }

    @Test
    void nobodySpendsTheMoneyOfAnOrderWhoseSymbolIsNotStreamedYet() {
        Sizing most = Sizing.quote(new BigDecimal("60000"));
        EngineConfig two =
                engine(
                        Duration.ZERO,
                        limited("a", "ETHUSDT", most),
                        custom("b", "BTCUSDT", most, Entry.MARKET, Exits.NONE));
        try (World world = World.replayed(database).with(two)) {
            world.step(START);
            world.second(1, "ETHUSDT", 1_900, 2_000);
            assertThat(world.orders().getFirst().status()).isEqualTo("PLACED");
        }
        try (World world = World.replayed(database)) {
            world.symbols = List.of(Fixtures.BTCUSDT);
            world.with(two);
            world.step(START.plusSeconds(2));
            world.second(3, "BTCUSDT", 49_000, 50_000);
            assertThat(world.seen(OrderRejected.class).getFirst().reason())
                    .startsWith("insufficient balance");

            world.symbols = List.of(Fixtures.BTCUSDT, Fixtures.ETHUSDT);
            world.step(START.plusSeconds(20));
            world.tick(21_000, "ETHUSDT", 1_900);
            assertThat(world.orders().getFirst().status()).isEqualTo("FILLED");
            assertThat(cash(world)).isPositive();
            exact(world);
        }
    }

    /// Returns a bot that buys 1 % below the price that it sees, however long that takes.
    private static BotConfig limited(String id, String symbol, Sizing sizing) {
        Entry limit = new Entry(OrderType.LIMIT, TimeInForce.GTC, BigDecimal.ONE, null);
        return custom(id, symbol, sizing, limit, Exits.NONE);
    }

    private static void placed(World world) {
        world.step(START);
        world.second(1, "BTCUSDT", 50_000, 50_100);
        assertThat(world.orders().getFirst().quantity()).isEqualByComparingTo("0.01008");
    }

    /// Offers so much below the limit.
    private static void part(World world, int second, double quantity) {
        // Each offer is another one than that before.
        double ask = 49_500 - second;
        world.quote(START.plusSeconds(second), "BTCUSDT", ask - 1, 1, ask, quantity);
        world.step(START.plusSeconds(second));
    }

    private static List<Object> books(World world) {
        return List.of(
                world.fills(),
                world.orders(),
                world.ask(new GetPortfolio()),
                world.ask(new ListPositions(null, null, null)));
    }

    private static BigDecimal cash(World world) {
        return world.ask(new GetPortfolio()).items().getFirst().cash();
    }

    /// Cash is what the fills say, in memory as in the table.
    static void exact(World world) {
        assertThat(
                        world.count(
                                """
                                SELECT count(*) FROM account WHERE id = 'main' AND cash = %s AND cash = initial_cash - (
                                    SELECT coalesce(sum((CASE side WHEN 'BUY' THEN 1 ELSE -1 END) * quantity * price + fee), 0)
                                    FROM fill WHERE account = 'main')
                                """
                                        .formatted(cash(world).toPlainString())))
                .isEqualTo(1);
    }
}
