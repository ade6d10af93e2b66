package io.tickmesh.bot.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.AccountView;
import io.tickmesh.mesh.request.FillView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is traded, in whatever parts, all amounts follow from the fills to the last digit.
class PortfolioPropertyTest {
    private static final BigDecimal MARK = new BigDecimal("0.00000731");
    private static final int BOTS = 20;

    private final Portfolio portfolio = portfolio();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everythingFollowsFromTheFills(long seed) {
        // when
        List<ClosedPosition> closed = new ArrayList<>();
        List<FillView> fills = trade(new Random(seed), closed);

        // then
        BigDecimal total = BigDecimal.ZERO;
        for (Account account : portfolio.accounts()) {
            AccountView view = portfolio.value(account.id(), _ -> MARK);
            BigDecimal cash = account.initialCash();
            BigDecimal fees = BigDecimal.ZERO;
            for (FillView fill : fills) {
                if (fill.account().equals(account.id())) {
                    cash = cash.subtract(value(fill)).subtract(fill.fee());
                    fees = fees.add(fill.fee());
                }
            }
            assertThat(view.cash()).isEqualByComparingTo(cash);
            assertThat(view.fees()).isEqualByComparingTo(fees);
            assertThat(view.equity())
                    .isEqualByComparingTo(
                            account.initialCash().add(view.realised()).add(view.unrealised()));
            total = total.add(view.realised());
        }
        assertThat(closed).hasSizeGreaterThan(100);
        assertThat(total).isEqualByComparingTo(realised(closed));
        for (int i = 0; i < BOTS; i++) {
            assertThat(portfolio.result("bot-" + i).realised())
                    .isEqualByComparingTo(realisedFromFills("bot-" + i, fills));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatWasStoredGoesOnAsIfNothingHadHappened(long seed) {
        // given
        List<FillView> fills = trade(new Random(seed), new ArrayList<>());
        Portfolio booked = portfolio();
        fills.forEach(fill -> {
            var _ = booked.book(fill);
        });
        Portfolio restored = portfolio();
        for (Account account : booked.accounts()) {
            String id = account.id();
            restored.restoreAccount(id, booked.cash(id), booked.accountResult(id));
        }
        for (int i = 0; i < BOTS; i++) {
            restored.restoreBot("bot-" + i, booked.result("bot-" + i));
            booked.position("bot-" + i).ifPresent(restored::restorePosition);
        }

        // then
        assertSame(restored, booked);

        // and: whatever comes next
        for (FillView fill : tradeOn(booked, new Random(-seed))) {
            var _ = restored.book(fill);
        }
        assertSame(restored, booked);
    }

    @Test
    void refusesFillsThatDoNotFitThePosition() {
        Random random = new Random(1);
        FillView buy = fill(1, "main", "a", Side.BUY, BigDecimal.ONE, random);
        var _ = portfolio.book(buy);
        BigDecimal cash = portfolio.cash("main");

        assertThatIllegalStateException()
                .isThrownBy(() -> book(fill(2, "main", "a", Side.SELL, BigDecimal.TEN, random)));
        assertThatIllegalStateException()
                .isThrownBy(() -> book(fill(3, "main", "b", Side.SELL, BigDecimal.ONE, random)));
        assertThatIllegalStateException()
                .isThrownBy(() -> book(fill(4, "btc", "a", Side.BUY, BigDecimal.ONE, random)));
        assertThatIllegalStateException()
                .isThrownBy(() -> book(fill(5, "main", "a", Side.SELL, BigDecimal.ZERO, random)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> book(fill(6, "gone", "b", Side.BUY, BigDecimal.ONE, random)));
        assertThat(portfolio.cash("main")).isEqualTo(cash);
    }

    private Booked book(FillView fill) {
        return portfolio.book(fill);
    }

    private List<FillView> trade(Random random, List<ClosedPosition> closed) {
        return trade(portfolio, random, closed);
    }

    private static List<FillView> tradeOn(Portfolio portfolio, Random random) {
        return trade(portfolio, random, new ArrayList<>());
    }

    private static List<FillView> trade(
            Portfolio portfolio, Random random, List<ClosedPosition> closed) {
        List<FillView> fills = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String bot = "bot-" + random.nextInt(BOTS);
            String account = bot.hashCode() % 2 == 0 ? "main" : "btc";
            BigDecimal held =
                    portfolio.position(bot).map(Position::quantity).orElse(BigDecimal.ZERO);
            FillView fill;
            if (held.signum() == 0 || random.nextInt(3) == 0) {
                fill = fill(i, account, bot, Side.BUY, decimal(random, 5), random);
            } else {
                BigDecimal part = random.nextBoolean() ? held : held.min(decimal(random, 5));
                fill = fill(i, account, bot, Side.SELL, part, random);
            }
            if (portfolio.book(fill) instanceof Booked.Closed(ClosedPosition end)) {
                closed.add(end);
            }
            fills.add(fill);
        }
        return fills;
    }

    /// Profit of the fills up to the last one after which nothing was held.
    private static BigDecimal realisedFromFills(String bot, List<FillView> fills) {
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal profit = BigDecimal.ZERO;
        BigDecimal settled = BigDecimal.ZERO;
        for (FillView fill : fills) {
            if (fill.bot().equals(bot)) {
                held = held.add(fill.side().signed(fill.quantity()));
                profit = profit.subtract(value(fill)).subtract(fill.fee());
                settled = held.signum() == 0 ? profit : settled;
            }
        }
        return settled;
    }

    private static BigDecimal realised(List<ClosedPosition> closed) {
        return closed.stream()
                .map(ClosedPosition::realised)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void assertSame(Portfolio one, Portfolio other) {
        for (Account account : one.accounts()) {
            assertThat(one.value(account.id(), _ -> MARK))
                    .isEqualTo(other.value(account.id(), _ -> MARK));
        }
        for (int i = 0; i < BOTS; i++) {
            assertThat(one.position("bot-" + i)).isEqualTo(other.position("bot-" + i));
            assertThat(one.result("bot-" + i)).isEqualTo(other.result("bot-" + i));
        }
    }

    private static Portfolio portfolio() {
        return new Portfolio(
                List.of(
                        new Account("main", "USDT", new BigDecimal("100000")),
                        new Account("btc", "BTC", new BigDecimal("2"))));
    }

    private static BigDecimal value(FillView fill) {
        return fill.side().signed(fill.quantity()).multiply(fill.price());
    }

    private static FillView fill(
            int number, String account, String bot, Side side, BigDecimal quantity, Random random) {
        return new FillView(
                "f" + number,
                "o" + number,
                account,
                bot,
                "XYZ",
                side,
                quantity,
                decimal(random, 8),
                decimal(random, 8),
                Instant.EPOCH);
    }

    private static BigDecimal decimal(Random random, int scale) {
        return BigDecimal.valueOf(1 + random.nextInt(1_000_000_000), scale);
    }
}
