package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.bot;
import static io.tickmesh.bot.Fixtures.engine;
import static io.tickmesh.bot.Fixtures.guarded;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PositionOpened;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.AccountView;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.PositionView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// From candle or price to position, over a mesh, with risk played by the test.
class TradingPathTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final World world = World.replayed();
    private Instant now = START;

    @AfterEach
    void closes() {
        world.close();
    }

    @Test
    void aCandleBecomesAPositionAndEveryEventNamesItsCause() {
        // given
        world.with(engine(AT_ONCE, bot("a", "BTCUSDT")));
        world.step(now);

        // when
        second(50_000, 50_100);

        // then
        SignalGenerated signal = world.seen(SignalGenerated.class).getFirst();
        OrderPlaced placed = world.seen(OrderPlaced.class).getFirst();
        OrderFilled filled = world.seen(OrderFilled.class).getFirst();
        PositionOpened opened = world.seen(PositionOpened.class).getFirst();
        CheckOrder check = world.checks.element();
        assertThat(signal.action()).isEqualTo(SignalAction.ENTER);
        assertThat(signal.indicators()).containsEntry("change", 100.0);
        assertThat(check.cause()).isEqualTo(signal.id());
        assertThat(check.reducing()).isFalse();
        assertThat(placed.header().cause()).isEqualTo(signal.id());
        assertThat(filled.header().cause()).isEqualTo(placed.id());
        assertThat(opened.header().cause()).isEqualTo(filled.id());
        assertThat(placed.orderId())
                .isEqualTo(check.orderId())
                .isEqualTo("a-" + Long.toString(now.toEpochMilli(), 36) + "-E");
        assertThat(filled.price()).isEqualTo("50100.01");
        assertThat(filled.quantity()).isEqualTo("0.00998");
        assertThat(filled.fee()).isEqualTo("0.49999810"); // of 499.9980998
        AccountView account = world.ask(new GetPortfolio()).items().getFirst();
        assertThat(account.cash()).isEqualByComparingTo("99499.5019021");
        assertThat(account.equity())
                .isEqualByComparingTo(
                        account.cash()
                                .add(new BigDecimal("0.00998").multiply(new BigDecimal("50100"))));
    }

    @Test
    void anExitClosesThePositionWithItsProfitAfterFees() {
        world.with(engine(AT_ONCE, bot("a", "BTCUSDT")));
        world.step(now);
        second(50_000, 50_100);

        second(52_000, 51_900);

        PositionClosed closed = world.seen(PositionClosed.class).getFirst();
        assertThat(closed.exitPrice()).isEqualTo("51900.00");
        assertThat(closed.reason()).isEqualTo("falling");
        assertThat(closed.realised())
                .isEqualByComparingTo(
                        closed.exitPrice()
                                .subtract(closed.entryPrice())
                                .multiply(closed.quantity())
                                .subtract(closed.fees()));
        AccountView account = world.ask(new GetPortfolio()).items().getFirst();
        assertThat(account.cash())
                .isEqualByComparingTo(account.initialCash().add(closed.realised()));
        assertThat(world.ask(new ListPositions(null, null, null)).items()).isEmpty();
        assertThat(world.bot("a").realised()).isEqualByComparingTo(closed.realised());
    }

    @Test
    void whatRiskRefusesIsNotPlaced() {
        world.risk = World::refuse;
        world.with(engine(AT_ONCE, bot("a", "BTCUSDT")));
        world.step(now);

        second(50_000, 50_100);

        OrderView order = world.orders().getFirst();
        assertThat(order.status()).isEqualTo("REFUSED");
        assertThat(order.reason()).isEqualTo("TRADING_HALTED: state=HALTED");
        assertThat(world.seen(OrderPlaced.class)).isEmpty();
        assertThat(world.fills()).isEmpty();
    }

    @Test
    void aRefusedExitIsTriedAgainOnLaterPricesUntilItIsFilled() {
        // given
        world.with(engine(AT_ONCE, bot("a", "BTCUSDT")));
        world.step(now);
        second(50_000, 50_100);
        world.risk = World::refuse;
        second(50_000, 49_900);
        assertThat(world.orders()).hasSize(2);

        // when: prices keep coming, the first pause is a second, the next two
        priceAfter(500, 49_900);
        assertThat(world.orders()).hasSize(2);
        priceAfter(500, 49_900);
        assertThat(world.checks).hasSize(3);
        priceAfter(1_000, 49_900);
        assertThat(world.checks).hasSize(3);
        assertThat(world.bot("a").reason())
                .isEqualTo("exit refused 2 times: TRADING_HALTED: state=HALTED");
        world.risk = World::approve;
        priceAfter(1_000, 49_800);

        // then: one signal, three attempts with ids of their own, of which the refused ones are one
        // order
        assertThat(world.checks).extracting(CheckOrder::orderId).doesNotHaveDuplicates();
        assertThat(world.orders())
                .extracting(OrderView::status)
                .containsExactly("FILLED", "REFUSED", "FILLED");
        assertThat(world.bot("a").reason()).isEqualTo("has its history");
        assertThat(world.seen(SignalGenerated.class)).hasSize(2);
        assertThat(world.seen(PositionClosed.class).getFirst().exitPrice()).isEqualTo("49800.00");
    }

    @Test
    void theStopIsWatchedOnEveryPrice() {
        // given
        world.with(engine(AT_ONCE, guarded("a", "BTCUSDT", "1", "2")));
        world.step(now);
        second(50_000, 50_100);
        PositionView position = world.ask(new ListPositions(null, "a", null)).items().getFirst();
        assertThat(position.stopPrice()).isEqualTo("49599.00");
        assertThat(position.targetPrice()).isEqualTo("51102.02");

        // when
        priceAfter(100, 49_599.01);
        assertThat(world.fills()).hasSize(1);
        priceAfter(100, 49_599.00);

        // then
        PositionClosed closed = world.seen(PositionClosed.class).getFirst();
        assertThat(closed.reason()).isEqualTo("stop at 49,599.00");
        assertThat(closed.exitPrice()).isEqualTo("49599.00");
        assertThat(world.checks.stream().toList().getLast().reducing()).isTrue();
        assertThat(world.checks.stream().toList().getLast().side()).isEqualTo(Side.SELL);
    }

    @Test
    void theTargetTakesTheProfit() {
        world.with(engine(AT_ONCE, guarded("a", "BTCUSDT", "1", "2")));
        world.step(now);
        second(50_000, 50_100);

        priceAfter(100, 51_110);

        assertThat(world.seen(PositionClosed.class).getFirst().reason())
                .isEqualTo("target at 51,102.02");
    }

    @Test
    void aStrategyThatThrowsDisturbsNobodyAndKeepsItsStop() {
        // given
        world.with(engine(AT_ONCE, guarded("bad", "BTCUSDT", "1", "2"), bot("good", "ETHUSDT")));
        world.step(now);
        second(50_000, 50_100);

        // when: the strategy throws an exception, then an error, then the stop is hit
        for (double volume : List.of(Fixtures.POISON, Fixtures.BROKEN)) {
            now = now.plusSeconds(1);
            world.price(now, "BTCUSDT", 50_100);
            world.price(now, "ETHUSDT", 2_000);
            world.candle(now, "BTCUSDT", Fixtures.candle(now.toEpochMilli() - 1_000, 1, 2, volume));
            world.candle(now, "ETHUSDT", 1_900, 2_000);
            world.step(now);
        }
        priceAfter(100, 49_000);

        // then
        List<BotFailed> failures = world.seen(BotFailed.class);
        assertThat(failures).extracting(BotFailed::bot).containsExactly("bad", "bad");
        assertThat(failures).extracting(BotFailed::failures).containsExactly(1L, 2L);
        assertThat(failures.getFirst().error()).contains("poisoned");
        assertThat(failures.getLast().error()).contains("broken");
        assertThat(world.bot("bad").failures()).isEqualTo(2);
        assertThat(world.seen(PositionOpened.class))
                .extracting(PositionOpened::bot)
                .containsExactly("bad", "good");
        assertThat(world.seen(PositionClosed.class))
                .extracting(PositionClosed::bot)
                .containsExactly("bad");

        // and: it trades again with the next candle
        second(50_000, 50_100);
        assertThat(world.seen(PositionOpened.class)).hasSize(3);
    }

    @Test
    void anOrderThatCannotBeMadeIsAFailureOfItsBotAlone() {
        // given
        world.with(engine(AT_ONCE, bot("a", "BTCUSDT"), bot("b", "BTCUSDT")));
        world.step(now);

        // when: a quote of less than half a tick is no money
        now = now.plusSeconds(1);
        world.price(now, "BTCUSDT", 0.001, 0.002);
        world.candle(now, "BTCUSDT", 0.001, 0.002);
        world.step(now);

        // then
        assertThat(world.seen(BotFailed.class))
                .extracting(BotFailed::bot)
                .containsExactly("a", "b");
        assertThat(world.seen(BotFailed.class).getFirst().header().cause())
                .isEqualTo(world.seen(SignalGenerated.class).getFirst().id());

        // and: both trade with the next candle
        second(50_000, 50_100);
        assertThat(world.seen(PositionOpened.class))
                .extracting(PositionOpened::bot)
                .containsExactly("a", "b");
    }

    @Test
    void withoutAFreshQuoteNothingIsAskedAndNothingIsFilled() {
        world.with(engine(AT_ONCE, bot("a", "BTCUSDT")));
        world.price(START, "BTCUSDT", 50_000);
        world.step(START);
        now = START.plusSeconds(6);

        world.candle(now, "BTCUSDT", 50_000, 50_100);
        world.step(now);

        OrderRejected rejected = world.seen(OrderRejected.class).getFirst();
        assertThat(rejected.reason()).isEqualTo("no fresh quote");
        assertThat(world.orders().getFirst().status()).isEqualTo("REJECTED");
        assertThat(world.checks).isEmpty();
    }

    @Test
    void anOrderTooSmallForTheExchangeIsRejectedWithTheFilter() {
        world.symbols = List.of(Fixtures.BTCUSDT);
        world.with(engine(AT_ONCE, bot("a", "BTCUSDT")));
        world.step(now);

        second(60_000_000, 60_000_001);

        assertThat(world.seen(OrderRejected.class).getFirst().reason())
                .isEqualTo("quantity 0 is below the minimum 0.00001");
        assertThat(world.checks).isEmpty();
    }

    @Test
    void anEntryThatTheAccountCannotPayIsRejected() {
        Account poor = new Account("main", "USDT", new BigDecimal("100"));
        world.with(engine(AT_ONCE, bot("a", "BTCUSDT")).withAccounts(List.of(poor)));
        world.step(now);

        second(50_000, 50_100);

        assertThat(world.seen(OrderRejected.class).getFirst().reason())
                .startsWith("insufficient balance: needs 500.");
        assertThat(world.ask(new GetPortfolio()).items().getFirst().cash()).isEqualTo("100");
    }

    private void second(double open, double close) {
        now = now.plusSeconds(1);
        world.price(now, "BTCUSDT", close);
        world.candle(now, "BTCUSDT", open, close);
        world.step(now);
    }

    private void priceAfter(long millis, double bid) {
        now = now.plusMillis(millis);
        world.price(now, "BTCUSDT", bid);
        world.step(now);
    }
}
