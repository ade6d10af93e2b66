package io.tickmesh.bot;

import static io.tickmesh.bot.TwoNodes.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CommandBots.BotCommand;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListPositions;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Two nodes share the bots of one database.
class SharedBotsIT {
    private static final int BOTS = 24;
    private final TwoNodes world = new TwoNodes();

    @AfterEach
    void closes() {
        world.close();
    }

    @Test
    void aBotThatMovesSeesEachCandleOnce() {
        // given: candles with closes that differ, all falling, so that nobody enters
        world.step = -1;
        world.alpha.with(TwoNodes.config(BOTS)).awaitReady();
        until(() -> awake() == BOTS && world.runBy("alpha") == BOTS);
        int first = world.candles.size() + 1;
        until(() -> world.candles.size() > first + 1);

        // when: the other comes, and later goes again
        world.beta.with(TwoNodes.config(BOTS)).awaitReady();
        until(() -> world.runBy("beta") > BOTS / 5 && awake() == BOTS);
        long moved = world.runBy("beta");
        int both = world.candles.size();
        until(() -> world.candles.size() > both + 2);
        world.beta.stopEngine();
        until(() -> world.runBy("alpha") == BOTS && awake() == BOTS);
        int alone = world.candles.size();
        until(() -> world.candles.size() > alone + 2);

        // then
        assertThat(moved).isBetween(BOTS / 5L, BOTS * 4L / 5);
        List<Candle> closed = List.copyOf(world.candles);
        List<Candle> shown = closed.subList(first, closed.size() - 2);
        assertThat(shown.stream().flatMap(candle -> asked(candle, times -> times > 1))).isEmpty();
        requireLeases();
        assertThat(shown.stream().flatMap(candle -> asked(candle, times -> times == 0))).isEmpty();
    }

    @Test
    void aBotThatMovesBeforeItsFirstCandleSeesWhatClosesOnTheWay() {
        // given: bots that have their history, and nothing more
        EngineConfig config = TwoNodes.config(BOTS, Duration.ofMinutes(1));
        world.step = -1;
        until(() -> world.candles.size() > 2);
        world.still = true;
        world.alpha.with(config).awaitReady();
        until(() -> awake() == BOTS && world.runBy("alpha") == BOTS);
        assertThat(TwoNodes.ASKED).isEmpty();

        // when: a candle closes, of which engines are told when the bots have moved
        Candle closed = world.quietly();
        world.beta.with(config).awaitReady();
        until(() -> world.runBy("beta") > BOTS / 5 && awake() == BOTS);
        world.tell(closed);
        world.still = false;
        int before = world.candles.size();
        until(() -> world.candles.size() > before + 2);

        // then
        assertThat(asked(closed, times -> times > 1)).isEmpty();
        requireLeases();
        assertThat(asked(closed, times -> times == 0)).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(
            named = "tickmesh.slow",
            matches = "true",
            disabledReason = "stands still for 12 s: -Dtickmesh.slow=true")
    void whatAFrozenNodeHadIsTakenOverAndItWritesNothingWhenItWakes() {
        // given: all bots enter
        world.alpha.with(TwoNodes.config(BOTS)).awaitReady();
        world.beta.with(TwoNodes.config(BOTS)).awaitReady();
        until(() -> world.runBy("beta") > 0 && world.runBy("alpha") > 0 && awake() == BOTS);

        // when: one stands still while prices rise
        world.beta.freeze(Duration.ofSeconds(12));
        world.step = 1;
        until(() -> world.runBy("alpha") == BOTS);
        until(() -> world.count("SELECT count(*) FROM position") == BOTS);
        world.step = 0;
        until(() -> world.beta.count("tickmesh.bot.lease.lost") > 0);
        // it gets some of them back
        until(() -> world.runBy("beta") > 0 && awake() == BOTS);
        world.step = -1;
        until(() -> world.count("SELECT count(*) FROM position") == 0);

        // then: each bot has bought once and sold once
        assertThat(
                        world.count(
                                "SELECT count(*) FROM orders WHERE side = 'BUY' AND status ="
                                        + " 'FILLED'"))
                .isEqualTo(BOTS);
        assertThat(world.count("SELECT count(*) FROM fill")).isEqualTo(2 * BOTS);
        assertThat(
                        world.count(
                                "SELECT count(*) FROM (SELECT order_id FROM fill GROUP BY order_id"
                                        + " HAVING count(*) > 1) AS twice"))
                .isZero();
    }

    @Test
    void whoeverIsAskedKnowsAllBotsAndPassesCommandsOn() {
        // given
        world.step = 1;
        world.alpha.with(TwoNodes.config(BOTS)).awaitReady();
        world.beta.with(TwoNodes.config(BOTS)).awaitReady();
        until(() -> world.runBy("beta") > 0 && awake() == BOTS);
        until(() -> world.ask(new ListPositions(null, null, null)).items().size() == BOTS);

        // then
        List<String> ids = IntStream.range(0, BOTS).mapToObj(i -> "bot-" + i).toList();
        for (int i = 0; i < 4; i++) {
            assertThat(world.bots()).extracting(BotView::id).isEqualTo(ids);
            assertThat(world.ask(new GetPortfolio()).items())
                    .singleElement()
                    .satisfies(account -> assertThat(account.openPositions()).isEqualTo(BOTS));
            assertThat(
                            world.ask(
                                            new CommandBots(
                                                    ids.reversed(),
                                                    i % 2 == 0
                                                            ? BotCommand.PAUSE
                                                            : BotCommand.START))
                                    .items())
                    .extracting(BotView::id)
                    .isEqualTo(ids.reversed());
            BotStatus told = i % 2 == 0 ? BotStatus.PAUSED : BotStatus.RUNNING;
            assertThat(world.bots()).extracting(BotView::status).containsOnly(told);
        }
    }

    /// Nobody decides under a lease that was not renewed in time. On a machine that does nothing else that is a fault.
    private void requireLeases() {
        double overdue =
                world.alpha.count("tickmesh.bot.lease.overdue")
                        + world.beta.count("tickmesh.bot.lease.overdue");
        String why = "leases that the machine was too busy to renew in time";
        if (Boolean.getBoolean("tickmesh.slow")) {
            assertThat(overdue).as(why).isZero();
        } else {
            assumeThat(overdue).as(why).isZero();
        }
    }

    /// Returns which bots were asked that often after a candle.
    private static Stream<String> asked(Candle candle, IntPredicate times) {
        return IntStream.range(0, BOTS)
                .mapToObj(bot -> "%d after %.2f".formatted(bot, candle.close()))
                .filter(question -> times.test(TwoNodes.ASKED.getOrDefault(question, 0)));
    }

    private long awake() {
        return world.bots().stream().filter(bot -> bot.status() == BotStatus.RUNNING).count();
    }
}
