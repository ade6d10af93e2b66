package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.bot;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.CancelOrder;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CommandBots.BotCommand;
import io.tickmesh.mesh.request.CreateBot;
import io.tickmesh.mesh.request.DeleteBot;
import io.tickmesh.mesh.request.FieldError;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.ReplaceBot;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Bots made, changed, commanded and removed while the engine runs, and what a restart makes of that.
class CommandsTest {
    private static final EngineConfig ONE = engine(Duration.ZERO, bot("a", "BTCUSDT"));

    private final DatabaseConfig database = TestDatabases.fresh();

    @Test
    void aBotMadeAtRunTimeTradesAndSurvivesARestart() {
        try (World world = world(ONE)) {
            BotDefinition made = bot("made", "ETHUSDT").definition();
            assertThat(world.ask(new CreateBot(made)).items())
                    .extracting(BotView::id)
                    .containsExactly("made");
            assertThat(world.ask(new CreateBot(made)).items()).hasSize(1);
            world.step(START.plusMillis(500));
            second(world, 1, "ETHUSDT", 1_900, 2_000);
            assertThat(world.bot("made").position()).isPositive();
            refused(
                    world,
                    new CreateBot(guarded("made", "ETHUSDT").definition()),
                    Failure.CONFLICT,
                    "there is a bot made");
            refused(world, new DeleteBot("made", null), Failure.CONFLICT, "bot made holds");
        }
        try (World world = world(ONE)) {
            assertThat(ids(world)).containsExactly("a", "made");
            assertThat(world.bot("made").status()).isEqualTo(BotStatus.RUNNING);
            assertThat(world.bot("made").position()).isPositive();
            second(world, 3, "ETHUSDT", 2_000, 1_900);
            assertThat(world.seen(PositionClosed.class)).hasSize(1);
            world.ask(new DeleteBot("made", null));
            assertThat(ids(world)).containsExactly("a");
        }
        try (World world = world(ONE)) {
            assertThat(ids(world)).containsExactly("a");
        }
    }

    @Test
    void pausedAndStoppedBotsStaySo() {
        EngineConfig two = engine(Duration.ZERO, bot("a", "BTCUSDT"), bot("b", "BTCUSDT"));
        try (World world = world(two)) {
            command(world, BotCommand.PAUSE, "a");
            command(world, BotCommand.STOP, "b");
            second(world, 1, "BTCUSDT", 49_000, 50_000);
            assertThat(world.checks).isEmpty();
            refused(
                    world,
                    new CommandBots(List.of("a", "c"), BotCommand.STOP),
                    Failure.NOT_FOUND,
                    "no bot c");
        }
        try (World world = world(two)) {
            assertThat(world.bot("a").status()).isEqualTo(BotStatus.PAUSED);
            assertThat(world.bot("b").status()).isEqualTo(BotStatus.STOPPED);
            command(world, BotCommand.START, "a", "b");
            second(world, 3, "BTCUSDT", 49_000, 50_000);
            assertThat(world.checks).hasSize(2);
        }
    }

    @Test
    void aPausedBotStillLeaves() {
        try (World world = world(ONE)) {
            second(world, 1, "BTCUSDT", 49_000, 50_000);
            command(world, BotCommand.PAUSE, "a");
            second(world, 2, "BTCUSDT", 50_000, 49_900);
            assertThat(world.seen(PositionClosed.class)).hasSize(1);
            second(world, 3, "BTCUSDT", 49_000, 50_000);
            assertThat(world.bot("a").position()).isEqualByComparingTo("0");
        }
    }

    @Test
    void aChangeStaysUntilTheConfigurationChanges() {
        try (World world = world(ONE)) {
            world.ask(new ReplaceBot(guarded("a", "BTCUSDT").definition(), null));
            assertThat(world.bot("a").exits().stopLossPercent()).isEqualByComparingTo("1");
        }
        try (World world = world(ONE)) {
            assertThat(world.bot("a").exits().stopLossPercent()).isEqualByComparingTo("1");
        }
        EngineConfig changed = engine(Duration.ZERO, Fixtures.guarded("a", "BTCUSDT", "3", "9"));
        try (World world = world(changed)) {
            assertThat(world.bot("a").exits().stopLossPercent()).isEqualByComparingTo("3");
        }
    }

    @Test
    void onlyTheVersionThatWasSeenIsChanged() {
        BotDefinition plain = bot("a", "BTCUSDT").definition();
        BotDefinition other = guarded("a", "BTCUSDT").definition();
        try (World world = world(ONE)) {
            assertThat(world.bot("a").version()).isEqualTo(1);
            refused(world, new ReplaceBot(other, 2L), Failure.OUTDATED, "bot a has version 1");
            assertThat(version(world.ask(new ReplaceBot(other, 1L)))).isEqualTo(2);
            // nothing changes, so nobody has to look again
            assertThat(version(world.ask(new ReplaceBot(other, 2L)))).isEqualTo(2);
            command(world, BotCommand.PAUSE, "a");
            assertThat(world.bot("a").version()).isEqualTo(2);
        }
        try (World world = world(ONE)) {
            assertThat(world.bot("a").version()).isEqualTo(2);
            refused(world, new ReplaceBot(plain, 1L), Failure.OUTDATED, "bot a has version 2");
            refused(world, new DeleteBot("a", 1L), Failure.OUTDATED, "bot a has version 2");
        }
        try (World world =
                world(engine(Duration.ZERO, Fixtures.guarded("a", "BTCUSDT", "3", "9")))) {
            assertThat(world.bot("a").version()).isEqualTo(3);
            world.ask(new DeleteBot("a", 3L));
            // made again it is not what anybody has seen before
            assertThat(version(world.ask(new CreateBot(plain)))).isEqualTo(4);
        }
    }

    @Test
    void whatIsNoLongerConfiguredIsStoppedIfItEverDidAnything() {
        EngineConfig two = engine(Duration.ZERO, bot("a", "BTCUSDT"), bot("b", "ETHUSDT"));
        try (World world = world(two)) {
            second(world, 1, "BTCUSDT", 49_000, 50_000);
        }
        try (World world = world(engine(Duration.ZERO))) {
            assertThat(ids(world)).containsExactly("a");
            assertThat(world.bot("a").status()).isEqualTo(BotStatus.STOPPED);
            assertThat(world.bot("a").reason()).isEqualTo("no longer configured");
            assertThat(world.bot("a").position()).isPositive();
        }
        try (World world = world(two)) {
            assertThat(world.bot("a").status()).isEqualTo(BotStatus.RUNNING);
        }
    }

    @Test
    void aBotThatIsMovedBuysNothingOfItsOldSymbolMeanwhile() {
        try (World world = world(ONE)) {
            Instant now = START.plusSeconds(1);
            world.step(START.plusMillis(500));
            world.price(now, "BTCUSDT", 50_000);
            var moved =
                    world.mesh()
                            .ask(
                                    new ReplaceBot(bot("a", "ETHUSDT").definition(), null),
                                    Duration.ofSeconds(20));
            world.candle(now, "BTCUSDT", 49_000, 50_000);
            world.step(now);

            assertThat(
                            moved.toCompletionStage()
                                    .toCompletableFuture()
                                    .join()
                                    .items()
                                    .getFirst()
                                    .symbol())
                    .isEqualTo("ETHUSDT");
            assertThat(world.orders()).isEmpty();
            second(world, 2, "ETHUSDT", 1_900, 2_000);
            assertThat(world.orders()).extracting(OrderView::symbol).containsExactly("ETHUSDT");
        }
    }

    @Test
    void anOrderThatRestsCanBeWithdrawn() {
        try (World world = world(engine(Duration.ZERO, RestartTest.limited()))) {
            second(world, 1, "BTCUSDT", 49_000, 50_000);
            String id = world.orders().getFirst().orderId();
            assertThat(open(world)).extracting(OrderView::orderId).containsExactly(id);
            refused(
                    world,
                    new ReplaceBot(bot("a", "ETHUSDT").definition(), null),
                    Failure.CONFLICT,
                    "symbol and account of a cannot change");

            var cancelled = world.ask(new CancelOrder(id)).items().getFirst();

            assertThat(cancelled.status()).isEqualTo("CANCELLED");
            assertThat(open(world)).isEmpty();
            assertThat(world.seen(OrderCancelled.class)).hasSize(1);
            assertThat(world.ask(new CancelOrder(id)).items().getFirst()).isEqualTo(cancelled);
            refused(world, new CancelOrder("x"), Failure.NOT_FOUND, "no order x");
        }
    }

    @Test
    void allThatIsWrongIsNamed() {
        BotDefinition wrong =
                new BotDefinition(
                        "Wrong",
                        "nobody",
                        "BTCUSDT",
                        Interval.S1,
                        "rule",
                        "enter: rssi(14) < 30",
                        Map.of(),
                        Sizing.fraction(new BigDecimal("1.5")),
                        Entry.MARKET,
                        new Exits(
                                new BigDecimal("100"), null, List.of(), null, null, Duration.ZERO));
        try (World world = world(ONE)) {
            assertThatThrownBy(() -> world.ask(new CreateBot(wrong)))
                    .isInstanceOfSatisfying(
                            RequestFailedException.class,
                            e ->
                                    assertThat(e.fieldErrors())
                                            .extracting(FieldError::field)
                                            .containsExactly(
                                                    "id",
                                                    "account",
                                                    "rule",
                                                    "sizing.amount",
                                                    "exits.stopLossPercent"));
            refused(
                    world,
                    new CreateBot(bot("new", "XYZUSDT").definition()),
                    Failure.INVALID,
                    "These fields are wrong:\nsymbol: is not streamed");
        }
    }

    private World world(EngineConfig config) {
        World world = World.replayed(database).with(config);
        world.step(START);
        return world;
    }

    private static BotConfig guarded(String id, String symbol) {
        return Fixtures.guarded(id, symbol, "1", "9");
    }

    private static List<OrderView> open(World world) {
        return world.ask(new ListOrders(null, null, null, "OPEN", null, 10)).items();
    }

    private static long version(Bots bots) {
        return bots.items().getFirst().version();
    }

    private static List<String> ids(World world) {
        return world.ask(new ListBots(null)).items().stream().map(BotView::id).toList();
    }

    private static void command(World world, BotCommand command, String... bots) {
        assertThat(world.ask(new CommandBots(List.of(bots), command)).items()).hasSize(bots.length);
    }

    private static void second(World world, int second, String symbol, double open, double close) {
        Instant now = START.plusSeconds(second);
        world.price(now, symbol, close);
        world.candle(now, symbol, open, close);
        world.step(now);
    }

    private static <R extends Reply> void refused(
            World world, Request<R> request, Failure failure, String message) {
        assertThatThrownBy(() -> world.ask(request))
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        e -> assertThat(e.failure()).isEqualTo(failure))
                .hasMessageStartingWith(message);
    }
}
