package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.standard;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.request.AccountView;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.PositionView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/// The same data give the same orders, and the money adds up.
class DeterminismTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "DOGEBTC");
    private static final List<String> STRATEGIES =
            List.of("ema-cross", "rsi", "bollinger", "macd", "donchian", "supertrend");

    @RepeatedTest(2)
    void theSameDataGiveTheSameOrdersAndEveryAmountFollowsFromTheFills() {
        List<OrderView> first = play();
        List<OrderView> second = play();

        assertThat(first).hasSizeGreaterThan(200).isEqualTo(second);
        assertThat(first).extracting(OrderView::orderId).doesNotHaveDuplicates();
        assertThat(first).extracting(OrderView::status).contains("FILLED", "REFUSED");
    }

    private static List<OrderView> play() {
        try (World world = World.replayed()) {
            // risk refuses by the contents of the order, now and then
            world.risk =
                    order ->
                            Math.floorMod(order.orderId().hashCode(), 7) == 0
                                    ? World.refuse(order)
                                    : World.approve(order);
            world.with(Fixtures.engine(Duration.ofMillis(500), fleet()));
            Random random = new Random(5);
            double[] prices = {50_000, 2_700, 0.00000585};
            for (int second = 0; second < 900; second++) {
                Instant now = START.plusSeconds(second);
                // on the event loop, as market-stream publishes: what belongs to one instant comes
                // at once
                world.onLoop(() -> {
                    publish(world, now, random, prices);
                    return true;
                });
                world.step(now);
            }
            addsUp(world);
            rowsAddUp(world);
            return world.orders();
        }
    }

    private static void publish(World world, Instant now, Random random, double[] prices) {
        for (int i = 0; i < prices.length; i++) {
            double open = prices[i];
            prices[i] = round(i, open * Math.exp(0.002 * random.nextGaussian()));
            world.price(now, SYMBOLS.get(i), prices[i]);
            if (now.isAfter(START)) {
                world.candle(now, SYMBOLS.get(i), open, prices[i]);
            }
        }
    }

    private static BotConfig[] fleet() {
        return SYMBOLS.stream()
                .flatMap(symbol ->
                        STRATEGIES.stream()
                                .map(strategy ->
                                        standard(
                                                (symbol + "-" + strategy)
                                                        .toLowerCase(java.util.Locale.ROOT),
                                                symbol,
                                                strategy)))
                .toArray(BotConfig[]::new);
    }

    private static double round(int symbol, double price) {
        double scale = symbol == 2 ? 1e8 : 100;
        return Math.rint(price * scale) / scale;
    }

    private static void addsUp(World world) {
        List<FillView> fills = world.fills();
        List<PositionView> positions = world.ask(new ListPositions(null, null, null)).items();
        List<PositionClosed> closed = world.seen(PositionClosed.class);
        for (AccountView view : world.ask(new GetPortfolio()).items()) {
            BigDecimal cash = view.initialCash();
            BigDecimal fees = BigDecimal.ZERO;
            for (FillView fill : fills) {
                if (fill.account().equals(view.account())) {
                    BigDecimal value = fill.quantity().multiply(fill.price());
                    cash =
                            switch (fill.side()) {
                                case BUY -> cash.subtract(value);
                                case SELL -> cash.add(value);
                            };
                    cash = cash.subtract(fill.fee());
                    fees = fees.add(fill.fee());
                }
            }
            BigDecimal marketValue =
                    positions.stream()
                            .filter(p -> p.account().equals(view.account()))
                            .map(p -> p.quantity().multiply(p.markPrice()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal unrealised =
                    positions.stream()
                            .filter(p -> p.account().equals(view.account()))
                            .map(PositionView::unrealised)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal realised =
                    closed.stream()
                            .filter(p -> p.account().equals(view.account()))
                            .map(PositionClosed::realised)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(view.cash()).isEqualByComparingTo(cash);
            assertThat(view.fees()).isEqualByComparingTo(fees);
            assertThat(view.marketValue()).isEqualByComparingTo(marketValue);
            assertThat(view.equity()).isEqualByComparingTo(cash.add(marketValue));
            assertThat(view.realised()).isEqualByComparingTo(realised);
            assertThat(view.unrealised()).isEqualByComparingTo(unrealised);
            assertThat(view.equity())
                    .isEqualByComparingTo(view.initialCash().add(realised).add(unrealised));
        }
        everyPositionFollowsFromTheFills(fills, positions);
        snapshotsOfBotsAddUpToTheirAccount(world);
    }

    /// Every stored sum follows from the stored fills, to the last digit.
    private static void rowsAddUp(World world) {
        assertThat(
                        world.count(
                                """
                                SELECT count(*) FROM account WHERE (cash, fees) <> (
                                    SELECT initial_cash + coalesce(sum(CASE side WHEN 'BUY' THEN -1 ELSE 1 END * quantity * price - fee), 0),
                                        coalesce(sum(fee), 0)
                                    FROM fill WHERE fill.account = account.id)
                                """))
                .isZero();
        assertThat(
                        world.count(
                                """
                                SELECT count(*) FROM account WHERE realised <>
                                    (SELECT coalesce(sum(proceeds - cost - entry_fee - exit_fee), 0) FROM trade WHERE trade.account = account.id)
                                """))
                .isZero();
        assertThat(
                        world.count(
                                """
                                SELECT count(*) FROM orders WHERE (filled, value, fee, fills) <> (
                                    SELECT coalesce(sum(quantity), 0), coalesce(sum(quantity * price), 0), coalesce(sum(fee), 0), count(*)
                                    FROM fill WHERE order_id = orders.id)
                                """))
                .isZero();
        assertThat(
                        world.count(
                                """
                                SELECT count(*) FROM bot WHERE (SELECT coalesce(sum(bought - sold), 0) FROM position WHERE position.bot = bot.id)
                                    <> (SELECT coalesce(sum(CASE side WHEN 'BUY' THEN 1 ELSE -1 END * quantity), 0) FROM fill
                                        WHERE fill.bot = bot.id)
                                """))
                .isZero();
    }

    private static void everyPositionFollowsFromTheFills(
            List<FillView> fills, List<PositionView> positions) {
        for (BotConfig bot : fleet()) {
            BigDecimal held =
                    fills.stream()
                            .filter(fill -> fill.bot().equals(bot.id()))
                            .map(fill -> fill.side().signed(fill.quantity()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal shown =
                    positions.stream()
                            .filter(position -> position.bot().equals(bot.id()))
                            .map(PositionView::quantity)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(shown).isEqualByComparingTo(held);
        }
    }

    private static void snapshotsOfBotsAddUpToTheirAccount(World world) {
        List<EquitySnapshotTaken> snapshots = world.seen(EquitySnapshotTaken.class);
        for (Account account : List.of(Fixtures.MAIN, Fixtures.BTC)) {
            List<EquitySnapshotTaken> own =
                    snapshots.stream().filter(s -> s.account().equals(account.id())).toList();
            Instant last = own.getLast().time();
            BigDecimal profit = BigDecimal.ZERO;
            BigDecimal equity = BigDecimal.ZERO;
            for (EquitySnapshotTaken snapshot : own) {
                if (snapshot.time().equals(last) && snapshot.bot() == null) {
                    equity = snapshot.equity();
                } else if (snapshot.time().equals(last)) {
                    profit = profit.add(snapshot.equity());
                }
            }
            assertThat(equity).isEqualByComparingTo(account.initialCash().add(profit));
        }
    }
}
