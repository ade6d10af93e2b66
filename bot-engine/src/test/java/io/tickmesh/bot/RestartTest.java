package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.bot;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A bot that was restarted goes on like one that never stopped.
class RestartTest {
    private static final int SECONDS = 240;
    private static final List<String> STRATEGIES = List.of("ema-cross", "macd", "supertrend");

    private final List<Candle> candles = new ArrayList<>();
    private final DatabaseConfig database = TestDatabases.fresh();

    RestartTest() {
        Random random = new Random(11);
        double price = 50_000;
        for (int second = -1_000; second < SECONDS; second++) {
            double open = price;
            price = Math.rint(price * Math.exp(0.0015 * random.nextGaussian()) * 100) / 100;
            candles.add(Fixtures.candle(START.toEpochMilli() + second * 1_000L, open, price));
        }
    }

    @Test
    void signalsAndOrdersAreThoseOfARunThatNeverStopped() {
        Run whole = new Run();
        try (World world = world(TestDatabases.fresh(), 0)) {
            play(world, 1, SECONDS, whole);
        }
        Run parts = new Run();
        for (int from = 1; from < SECONDS; from += 40) {
            try (World world = world(database, from - 1)) {
                play(world, from, from + 39, parts);
            }
        }

        assertThat(whole.orders).hasSizeGreaterThan(20);
        assertThat(parts.signals).isEqualTo(whole.signals);
        assertThat(parts.orders).isEqualTo(whole.orders);
        assertThat(parts.money).isEqualTo(whole.money);
    }

    @Test
    void positionsMoneyAndResultsAreBack() {
        Object money;
        Object positions;
        try (World world = World.replayed(database).with(engine(Duration.ZERO, guarded()))) {
            world.step(START);
            second(world, 1, 50_000, 50_100);
            second(world, 2, 50_100, 49_000);
            second(world, 3, 49_000, 49_500);
            money = world.ask(new GetPortfolio());
            positions = world.ask(new ListPositions(null, null, null));
        }
        try (World world = World.replayed(database).with(engine(Duration.ZERO, guarded()))) {
            world.price(START.plusSeconds(3), "BTCUSDT", 49_500);
            world.step(START.plusSeconds(3));

            assertThat(world.ask(new GetPortfolio())).isEqualTo(money);
            assertThat(world.ask(new ListPositions(null, null, null))).isEqualTo(positions);
            // and the stop is watched again
            second(world, 4, 49_500, 48_000);
            assertThat(world.seen(PositionClosed.class).getFirst().reason()).startsWith("stop at");
        }
    }

    @Test
    void anExitThatWasNotSentIsCancelledAndTriedAgain() {
        try (World world = World.replayed(database).with(engine(Duration.ZERO, guarded()))) {
            world.step(START);
            second(world, 1, 50_000, 50_100);
            world.sql(
                    """
                    INSERT INTO orders (id, account, bot, symbol, side, type, time_in_force, quantity, price, price_time, signal,
                        reason, status, created_at, updated_at)
                    SELECT 'a-%s-X', account, bot, symbol, 'SELL', type, time_in_force, quantity, price, price_time, 's', 'was falling',
                        'INTENDED', created_at + interval '500 ms', created_at + interval '500 ms'
                    FROM orders
                    """
                            .formatted(Long.toString(START.plusMillis(1_500).toEpochMilli(), 36)));
        }
        try (World world = World.replayed(database).with(engine(Duration.ZERO, guarded()))) {
            world.step(START.plusSeconds(2));
            assertThat(world.orders().getLast().status()).isEqualTo("CANCELLED");
            assertThat(world.orders().getLast().reason()).isEqualTo("not sent before the restart");

            world.price(START.plusSeconds(3), "BTCUSDT", 50_100);
            world.step(START.plusSeconds(3));

            PositionClosed closed = world.seen(PositionClosed.class).getFirst();
            assertThat(closed.reason()).isEqualTo("was falling");
            assertThat(world.orders())
                    .extracting(OrderView::status)
                    .containsExactly("FILLED", "CANCELLED", "FILLED");
        }
    }

    @Test
    void anExitThatFellIntoTheDowntimeIsMadeUpFor() {
        try (World world =
                World.replayed(database).with(engine(Duration.ZERO, bot("a", "BTCUSDT")))) {
            world.step(START);
            second(world, 1, 50_000, 50_100);
        }
        try (World world = World.replayed(database)) {
            // a falling candle, then rising ones
            world.history =
                    q ->
                            Future.succeededFuture(
                                    new Candles(
                                            q.symbol(),
                                            q.interval(),
                                            List.of(
                                                    candle(1, 50_000, 50_100),
                                                    candle(2, 50_100, 50_000),
                                                    candle(3, 50_000, 50_200)),
                                            null));
            world.with(engine(Duration.ZERO, bot("a", "BTCUSDT")));
            world.step(START.plusSeconds(3));
            world.price(START.plusMillis(3_500), "BTCUSDT", 50_200);
            world.step(START.plusMillis(3_500));

            assertThat(world.seen(PositionClosed.class).getFirst().reason()).isEqualTo("falling");
        }
    }

    @Test
    void whatRestedAtTheVenueRestsAgain() {
        EngineConfig config = engine(Duration.ZERO, limited());
        BigDecimal free;
        try (World world = World.replayed(database).with(config)) {
            world.step(START);
            second(world, 1, 50_000, 50_100);
            assertThat(world.orders().getFirst().status()).isEqualTo("PLACED");
            assertThat(world.orders().getFirst().limitPrice()).isEqualByComparingTo("49599.00");
            free = world.ask(new GetPortfolio()).items().getFirst().cash();
        }
        try (World world = World.replayed(database).with(config)) {
            world.step(START.plusSeconds(2));
            assertThat(world.ask(new GetPortfolio()).items().getFirst().cash()).isEqualTo(free);
            world.price(START.plusSeconds(3), "BTCUSDT", 49_700);
            world.step(START.plusSeconds(3));
            assertThat(world.fills()).isEmpty();

            world.price(START.plusSeconds(4), "BTCUSDT", 49_000);
            world.step(START.plusSeconds(4));

            assertThat(world.fills()).hasSize(1);
            assertThat(world.fills().getFirst().price()).isEqualByComparingTo("49599.00");
            assertThat(world.orders().getFirst().status()).isEqualTo("FILLED");
        }
    }

    private static BotConfig guarded() {
        return Fixtures.guarded("a", "BTCUSDT", "1", "50");
    }

    /// Returns a bot that buys 1 % below the price that it sees.
    static BotConfig limited() {
        BotDefinition plain = bot("a", "BTCUSDT").definition();
        return Fixtures.config(
                new BotDefinition(
                        plain.id(),
                        plain.account(),
                        plain.symbol(),
                        plain.interval(),
                        plain.strategy(),
                        null,
                        plain.parameters(),
                        plain.sizing(),
                        new Entry(
                                OrderType.LIMIT,
                                TimeInForce.GTC,
                                BigDecimal.ONE,
                                Duration.ofMinutes(5)),
                        plain.exits()));
    }

    private World world(DatabaseConfig on, int second) {
        World world = World.replayed(on);
        world.history = q -> Future.succeededFuture(history(q, second));
        world.with(
                engine(
                        Duration.ZERO,
                        STRATEGIES.stream()
                                .map(name -> Fixtures.standard("bot-" + name, "BTCUSDT", name))
                                .toArray(BotConfig[]::new)));
        world.step(START.plusSeconds(second));
        return world;
    }

    private Candles history(ListCandles question, int second) {
        int end = 1_000 + second;
        List<Candle> known = candles.subList(Math.max(0, end - question.limit()), end);
        return new Candles(question.symbol(), Interval.S1, known, null);
    }

    private void play(World world, int from, int to, Run run) {
        for (int second = from; second <= Math.min(to, SECONDS); second++) {
            Instant now = START.plusSeconds(second);
            Candle candle = candles.get(1_000 + second - 1);
            world.price(now, "BTCUSDT", candle.close());
            world.candle(now, "BTCUSDT", candle);
            world.step(now);
        }
        world.seen(SignalGenerated.class)
                .forEach(signal ->
                        run.signals.add(
                                signal.time() + signal.bot() + signal.action() + signal.reason()));
        run.orders = world.orders();
        run.money = world.ask(new GetPortfolio());
    }

    private static void second(World world, int second, double open, double close) {
        Instant now = START.plusSeconds(second);
        world.price(now, "BTCUSDT", close);
        world.candle(now, "BTCUSDT", open, close);
        world.step(now);
    }

    private static Candle candle(int end, double open, double close) {
        return Fixtures.candle(START.toEpochMilli() + (end - 1) * 1_000L, open, close);
    }

    private static final class Run {
        final List<String> signals = new ArrayList<>();
        List<OrderView> orders = List.of();
        Object money = "";
    }
}
