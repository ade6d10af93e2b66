package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.custom;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Entries that wait for a higher price, and entries whose size comes from the market's range.
class EntryTypesTest {
    private static final Sizing SMALL = Sizing.quote(new BigDecimal("500"));
    private static final Sizing ALL = Sizing.fraction(BigDecimal.ONE);
    // A thousandth of the cash is lost when the price falls by two ranges of three seconds.
    private static final Sizing RISK =
            new Sizing(Sizing.Kind.RISK, new BigDecimal("0.001"), null, 3, BigDecimal.TWO);

    private final DatabaseConfig database = TestDatabases.fresh();

    @Test
    void aStopRestsIsTriggeredAndFilledAtTheMarket() {
        try (World world = world(stop(SMALL))) {
            placed(world);
            OrderView order = world.orders().getFirst();
            assertThat(order.status()).isEqualTo("PLACED");
            assertThat(order.type()).isEqualTo(OrderType.STOP);
            assertThat(order.stopPrice()).isEqualByComparingTo("50601.02");
            world.tick(2_000, "BTCUSDT", 50_601);
            assertThat(world.fills()).isEmpty();

            world.tick(3_000, "BTCUSDT", 50_601.01);

            FillView fill = world.fills().getFirst();
            assertThat(fill.price()).isEqualByComparingTo("50601.02");
            assertThat(fill.quantity()).isEqualByComparingTo(order.quantity());
            assertThat(world.orders().getFirst().status()).isEqualTo("FILLED");
            world.second(5, "BTCUSDT", 50_600, 50_500);
            assertThat(world.bot("a").position()).isZero();
            PartialFillTest.exact(world);
        }
    }

    @Test
    void aStopRestsOverARestartAndSpendsNoMoreThanThereIs() {
        try (World world = world(stop(ALL))) {
            placed(world);
        }
        try (World world = world(stop(ALL))) {
            world.step(START.plusSeconds(2));
            world.tick(2_500, "BTCUSDT", 50_500);
            assertThat(world.fills()).isEmpty();

            // a gap far above the stop: all the cash buys less than was ordered
            world.tick(3_000, "BTCUSDT", 52_000);

            OrderView order = world.orders().getFirst();
            assertThat(order.status()).isEqualTo("CANCELLED");
            assertThat(order.reason()).startsWith("insufficient balance");
            assertThat(world.bot("a").position()).isPositive();
            // less is left than one step costs
            assertThat(cash(world)).isBetween(BigDecimal.ZERO, new BigDecimal("0.53"));
            PartialFillTest.exact(world);
        }
    }

    @Test
    void aStopThatExpiresFreesItsMoneyAndItsBot() {
        try (World world = world(stop(ALL))) {
            placed(world);
            world.step(START.plusSeconds(6));

            assertThat(world.orders().getFirst().status()).isEqualTo("EXPIRED");
            assertThat(world.seen(OrderCancelled.class).getFirst().reason())
                    .isEqualTo("its time is over");
            world.second(7, "BTCUSDT", 50_000, 50_100);
            assertThat(world.orders()).extracting(OrderView::status).contains("PLACED");
            assertThat(world.orders().getLast().quantity())
                    .isEqualByComparingTo(world.orders().getFirst().quantity());
        }
    }

    @Test
    void aStopThatExpiredWhileNothingRanIsNotTriggeredAfterwards() {
        try (World world = world(stop(SMALL))) {
            placed(world);
        }
        try (World world = world(stop(SMALL))) {
            world.price(START.plusSeconds(9), "BTCUSDT", 51_000);
            world.step(START.plusSeconds(9));

            assertThat(world.orders().getFirst().status()).isEqualTo("EXPIRED");
            assertThat(world.fills()).isEmpty();
            assertThat(cash(world)).isEqualByComparingTo("100000");
        }
    }

    @Test
    void theSizeOfAnEntryFollowsFromTheRangeOfTheMarketBeforeAndAfterARestart() {
        BotConfig bot = custom("a", "BTCUSDT", RISK, Entry.MARKET, Exits.NONE);
        try (World world = World.replayed(database)) {
            world.history = q -> Future.succeededFuture(history(q, 0));
            world.with(engine(Duration.ZERO, bot));
            world.step(START);
            world.second(1, "BTCUSDT", 50_000, 50_100);
            // 100,000 x 0.001 / (100 x 2)
            assertThat(world.bot("a").position()).isEqualByComparingTo("0.5");
            world.second(2, "BTCUSDT", 50_100, 50_000);
            assertThat(world.bot("a").position()).isZero();
        }
        try (World world = World.replayed(database)) {
            world.history = q -> Future.succeededFuture(history(q, 2));
            world.with(engine(Duration.ZERO, bot));
            world.step(START.plusSeconds(2));
            BigDecimal cash = cash(world);
            // (100 x 2 + 250) / 3 = 150
            world.second(3, "BTCUSDT", 50_000, 50_250);
            assertThat(world.bot("a").position())
                    .isEqualByComparingTo(
                            Fixtures.BTCUSDT.steps(
                                    cash.movePointLeft(3).divide(new BigDecimal("300"))));
            PartialFillTest.exact(world);
        }
    }

    @Test
    void nothingIsBoughtAsLongAsTheRangeIsNotKnown() {
        try (World world = world(custom("a", "BTCUSDT", RISK, Entry.MARKET, Exits.NONE))) {
            placed(world);
            assertThat(world.seen(OrderRejected.class).getFirst().reason())
                    .isEqualTo("average true range is not known yet");
            world.second(2, "BTCUSDT", 50_100, 50_000);
            world.second(3, "BTCUSDT", 50_100, 50_000);
            // three ranges from one close to the next are known
            world.second(4, "BTCUSDT", 50_000, 50_100);
            assertThat(world.bot("a").position()).isEqualByComparingTo("0.5");
        }
    }

    private World world(BotConfig bot) {
        return World.replayed(database).with(engine(Duration.ZERO, bot));
    }

    /// Returns a bot that buys when the price has risen by 1 %, within five seconds.
    private static BotConfig stop(Sizing sizing) {
        Entry entry =
                new Entry(OrderType.STOP, TimeInForce.GTC, BigDecimal.ONE, Duration.ofSeconds(5));
        return custom("a", "BTCUSDT", sizing, entry, Exits.NONE);
    }

    private static void placed(World world) {
        world.step(START);
        world.second(1, "BTCUSDT", 50_000, 50_100);
    }

    /// Candles that each go through 100, up or down, the last of them at that second.
    private static Candles history(ListCandles question, int second) {
        List<Candle> candles =
                IntStream.range(second - question.limit(), second)
                        .mapToObj(i -> {
                            boolean up = Math.floorMod(i, 2) == 0;
                            return Fixtures.candle(
                                    START.toEpochMilli() + i * 1_000L,
                                    up ? 50_000 : 50_100,
                                    up ? 50_100 : 50_000);
                        })
                        .toList();
        return new Candles(question.symbol(), question.interval(), candles, null);
    }

    private static BigDecimal cash(World world) {
        return world.ask(new GetPortfolio()).items().getFirst().cash();
    }
}
