package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.bot;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CommandBots.BotCommand;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The database goes away and comes back: nothing new begins, nothing that happened is lost.
class OutageTest {
    private final DatabaseConfig database = TestDatabases.fresh();
    private final Proxy proxy = new Proxy(database);
    private final World world = World.live(proxy.database());
    private long second;

    @AfterEach
    void closes() {
        world.close();
        proxy.close();
    }

    @Test
    void entriesAreRefusedAndExitsWaitUntilTheDatabaseIsBack() {
        // given: one bot in the market, one not
        world.with(engine(Duration.ZERO, bot("in", "BTCUSDT"), bot("out", "ETHUSDT")));
        until(() ->
                world.ask(new ListBots(null)).items().stream()
                        .allMatch(bot ->
                                bot.status() == BotStatus.RUNNING
                                        && bot.firstEvaluation() != null));
        candle("BTCUSDT", 49_000, 50_000);
        until(() -> !world.seen(OrderFilled.class).isEmpty());

        // when
        proxy.cut();
        until(() -> away(() -> world.ask(new ListOrders(null, null, null, null, null, 1))));
        candle("ETHUSDT", 1_900, 2_000);
        candle("BTCUSDT", 50_000, 49_900);

        // then: no order goes out, what needs no database is answered
        until(() -> world.seen(OrderRejected.class).size() == 2);
        assertThat(world.seen(OrderRejected.class))
                .extracting(OrderRejected::reason)
                .containsOnly("storage is away");
        assertThat(world.seen(OrderPlaced.class)).hasSize(1);
        assertThat(world.bot("in").reason()).contains("storage is away");
        assertThat(world.ask(new GetPortfolio()).items()).hasSize(2);
        assertThatThrownBy(() -> world.ask(new CommandBots(List.of("in"), BotCommand.PAUSE)))
                .isInstanceOf(RequestFailedException.class)
                .hasMessageContaining("storage is away");

        // and: the exit comes through by itself afterwards
        proxy.mend();
        until(() -> {
            world.price(Instant.now(), "BTCUSDT", 49_900);
            return !world.seen(PositionClosed.class).isEmpty();
        });
        assertThat(world.seen(PositionClosed.class).getFirst().reason()).isEqualTo("falling");
        assertThat(world.orders()).extracting(order -> order.status()).contains("FILLED");
    }

    @Test
    void whatWasFilledMeanwhileIsStoredWhenTheDatabaseIsBack() {
        // given: an order that rests at 1 % below the price
        world.with(engine(Duration.ZERO, RestartTest.limited()));
        until(() ->
                world.ask(new ListBots(null)).items().stream()
                        .allMatch(bot ->
                                bot.status() == BotStatus.RUNNING
                                        && bot.firstEvaluation() != null));
        candle("BTCUSDT", 49_000, 50_000);
        until(() -> !world.seen(OrderPlaced.class).isEmpty());

        // when
        proxy.cut();
        world.price(Instant.now(), "BTCUSDT", 49_000);
        until(() -> world.meter("tickmesh.store.retries", "queue", "commits") > 0);

        // then: nobody hears of it before it is stored
        assertThat(world.seen(OrderFilled.class)).isEmpty();
        assertThat(world.bot("a").position()).isEqualByComparingTo("0");
        proxy.mend();
        until(() -> !world.seen(OrderFilled.class).isEmpty());
        assertThat(world.fills()).hasSize(1);
        assertThat(world.orders().getFirst().status()).isEqualTo("FILLED");
        assertThat(world.bot("a").position()).isPositive();
    }

    private void candle(String symbol, double open, double close) {
        // one a second, however fast this is
        second = Math.max(second + 1, Instant.now().getEpochSecond());
        Instant now = Instant.ofEpochSecond(second);
        world.price(Instant.now(), symbol, close);
        world.candle(now, symbol, open, close);
    }

    private static boolean away(Runnable question) {
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
