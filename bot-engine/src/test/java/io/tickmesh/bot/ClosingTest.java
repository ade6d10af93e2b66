package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.bot;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.ClosePositions;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CommandBots.BotCommand;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// People get bots out of their positions, whatever these were told.
class ClosingTest {
    private static final EngineConfig TWO =
            engine(Duration.ZERO, bot("a", "BTCUSDT"), bot("b", "ETHUSDT"));

    private static final ListOrders ANY = new ListOrders(null, null, null, null, null, 1);

    private final DatabaseConfig database = TestDatabases.fresh();

    @Test
    void sellsWhatIsHeldAndPassesOverTheOthers() {
        try (World world = holding()) {
            OrderView sold = close(world, "a", "b").getFirst();

            assertThat(sold.status()).isEqualTo("FILLED");
            assertThat(sold.reason()).isEqualTo("by hand");
            assertThat(world.seen(PositionClosed.class).getFirst().reason()).isEqualTo("by hand");
            SignalGenerated signal = world.seen(SignalGenerated.class).getLast();
            assertThat(signal.action()).isEqualTo(SignalAction.EXIT);
            assertThat(signal.header().cause()).isNull();
            assertThat(world.checks.stream().map(CheckOrder::manual)).containsExactly(false, true);
            // asked again there is nothing left to do
            assertThat(close(world, "a", "b")).isEmpty();
            assertThat(world.orders()).hasSize(2);
        }
    }

    @Test
    void nothingIsSoldIfOneOfThemIsNotThere() {
        try (World world = holding()) {
            assertThatThrownBy(() -> close(world, "a", "c"))
                    .isInstanceOfSatisfying(
                            RequestFailedException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.NOT_FOUND));
            assertThatThrownBy(() -> close(world))
                    .isInstanceOfSatisfying(
                            RequestFailedException.class,
                            e -> assertThat(e.fieldErrors().getFirst().field()).isEqualTo("bots"));
            assertThat(world.bot("a").position()).isPositive();
        }
    }

    @Test
    void pausedAndStoppedBotsLeaveToo() {
        for (BotCommand told : List.of(BotCommand.PAUSE, BotCommand.STOP)) {
            try (World world = World.replayed().with(TWO)) {
                enter(world);
                world.ask(new CommandBots(List.of("a"), told));
                assertThat(close(world, "a"))
                        .extracting(OrderView::status)
                        .containsExactly("FILLED");
                assertThat(world.bot("a").position()).isEqualByComparingTo("0");
                assertThat(world.bot("a").status())
                        .isEqualTo(told == BotCommand.STOP ? BotStatus.STOPPED : BotStatus.PAUSED);
            }
        }
    }

    @Test
    void twoWhoCloseAtOnceSellOnce() {
        try (World world = holding()) {
            ClosePositions command = new ClosePositions(List.of("a"), "by hand");
            Future<Orders> first = world.mesh().ask(command, Duration.ofSeconds(20));
            Future<Orders> second = world.mesh().ask(command, Duration.ofSeconds(20));
            Orders answer = first.toCompletionStage().toCompletableFuture().join();

            assertThat(answer.items()).hasSize(1);
            assertThat(second.toCompletionStage().toCompletableFuture().join()).isEqualTo(answer);
            assertThat(world.orders())
                    .extracting(OrderView::status)
                    .containsExactly("FILLED", "FILLED");
        }
    }

    @Test
    void anEntryThatRestsIsWithdrawnFirst() {
        EngineConfig limited = engine(Duration.ZERO, RestartTest.limited());
        try (World world = World.replayed(database).with(limited)) {
            enter(world);
            // a part of it is filled
            world.quote(START.plusSeconds(2), "BTCUSDT", 49_470, 1, 49_480, 0.004);
            world.step(START.plusSeconds(2));
            assertThat(world.bot("a").position()).isEqualByComparingTo("0.004");

            OrderView sold = close(world, "a").getFirst();

            assertThat(sold.status()).isEqualTo("FILLED");
            assertThat(sold.filled()).isEqualByComparingTo("0.004");
            assertThat(world.seen(OrderCancelled.class).getFirst().reason()).isEqualTo("by hand");
            assertThat(world.orders())
                    .extracting(OrderView::status)
                    .containsExactly("CANCELLED", "FILLED");
        }
        try (World world = World.replayed().with(limited)) {
            enter(world);
            // nothing of it is filled: nothing will be
            assertThat(close(world, "a")).isEmpty();
            assertThat(world.orders()).extracting(OrderView::status).containsExactly("CANCELLED");
        }
    }

    @Test
    void anExitThatIsRefusedIsTriedUntilItIsThroughAlsoForAStoppedBot() {
        try (World world = holding()) {
            world.ask(new CommandBots(List.of("a"), BotCommand.STOP));
            world.risk = World::refuse;
            OrderView refused = close(world, "a").getFirst();
            assertThat(refused.status()).isEqualTo("REFUSED");
            assertThat(refused.reason()).startsWith("TRADING_HALTED");
            assertThat(world.orders().getLast()).isEqualTo(refused);
            // a person who asks again does not wait for the next attempt
            assertThat(close(world, "a")).hasSize(1);

            world.risk = World::approve;
            world.tick(4_000, "BTCUSDT", 50_000);

            assertThat(world.bot("a").position()).isEqualByComparingTo("0");
            assertThat(world.checks.stream().skip(1).map(CheckOrder::manual)).containsOnly(true);
        }
    }

    @Test
    void aBotThatIsStoppedAfterwardsStays() {
        try (World world = holding()) {
            world.risk = World::refuse;
            assertThat(close(world, "a")).hasSize(1);
            world.ask(new CommandBots(List.of("a"), BotCommand.STOP));
            world.risk = World::approve;
            world.tick(4_000, "BTCUSDT", 50_000);

            assertThat(world.bot("a").position()).isPositive();
        }
    }

    @Test
    void whatACrashCutsShortIsDoneAfterwardsAlsoForAStoppedBot() {
        try (World world = holding()) {
            world.ask(new CommandBots(List.of("a"), BotCommand.STOP));
            // Killed between the intent and the sale.
            world.sql(
                    """
                    INSERT INTO orders (id, account, bot, symbol, side, type, time_in_force, quantity, price, price_time, signal,
                        reason, status, created_at, updated_at)
                    SELECT 'a-%s-X', account, bot, symbol, 'SELL', type, time_in_force, quantity, price, price_time, 's', 'by hand',
                        'INTENDED', created_at + interval '1 s', created_at + interval '1 s'
                    FROM orders
                    """
                            .formatted(Long.toString(START.plusSeconds(2).toEpochMilli(), 36)));
        }
        try (World world = World.replayed(database).with(TWO)) {
            world.step(START.plusSeconds(3));
            assertThat(world.bot("a").status()).isEqualTo(BotStatus.STOPPED);
            world.tick(4_000, "BTCUSDT", 50_000);

            assertThat(world.seen(PositionClosed.class).getFirst().reason()).isEqualTo("by hand");
            assertThat(world.orders())
                    .extracting(OrderView::status)
                    .containsExactly("FILLED", "CANCELLED", "FILLED");
        }
    }

    @Test
    void aBotThatWasStoppedInItsPositionStaysThereOverARestart() {
        try (World world = holding()) {
            world.ask(new CommandBots(List.of("a"), BotCommand.STOP));
        }
        try (World world = World.replayed(database).with(TWO)) {
            world.step(START.plusSeconds(3));
            world.tick(4_000, "BTCUSDT", 50_000);
            assertThat(world.bot("a").position()).isPositive();
            assertThat(close(world, "a")).hasSize(1);
        }
    }

    @Test
    void withoutTheDatabaseNothingIsClosed() {
        try (Proxy proxy = new Proxy(database);
                World world = World.live(proxy.database()).with(TWO)) {
            until(() ->
                    world.ask(new ListBots(null)).items().stream()
                            .allMatch(bot ->
                                    bot.status() == BotStatus.RUNNING
                                            && bot.firstEvaluation() != null));
            world.price(Instant.now(), "BTCUSDT", 50_000);
            world.candle(
                    Instant.ofEpochSecond(Instant.now().getEpochSecond()),
                    "BTCUSDT",
                    49_000,
                    50_000);
            until(() -> world.bot("a").position().signum() > 0);
            proxy.cut();
            until(() -> isAway(() -> world.ask(ANY)));

            assertThatThrownBy(() -> close(world, "a"))
                    .isInstanceOfSatisfying(
                            RequestFailedException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.UNAVAILABLE));

            proxy.mend();
            until(() -> {
                world.price(Instant.now(), "BTCUSDT", 50_000);
                return !isAway(() -> close(world, "a"));
            });
            until(() -> world.bot("a").position().signum() == 0);
        }
    }

    private World holding() {
        World world = World.replayed(database).with(TWO);
        enter(world);
        return world;
    }

    private static void enter(World world) {
        world.step(START);
        world.second(1, "BTCUSDT", 49_000, 50_000);
    }

    private static List<OrderView> close(World world, String... bots) {
        return world.ask(new ClosePositions(List.of(bots), "by hand")).items();
    }

    private static boolean isAway(Runnable question) {
        try {
            question.run();
            return false;
        } catch (RequestFailedException e) {
            return true;
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }
}
