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

/// Whatever is traded, all amounts follow from the fills to the last digit.
class PortfolioPropertyTest {
    private static final BigDecimal MARK = new BigDecimal("0.00000731");
    private final Portfolio portfolio =
            new Portfolio(
                    List.of(
                            new Account("main", "USDT", new BigDecimal("100000")),
                            new Account("btc", "BTC", new BigDecimal("2"))));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everythingFollowsFromTheFills(long seed) {
        // given
        Random random = new Random(seed);
        List<FillView> fills = new ArrayList<>();
        BigDecimal realised = BigDecimal.ZERO;

        // when
        for (int i = 0; i < 2_000; i++) {
            String bot = "bot-" + random.nextInt(20);
            String account = bot.hashCode() % 2 == 0 ? "main" : "btc";
            if (portfolio.holds(bot)) {
                BigDecimal held = portfolio.position(bot).orElseThrow().quantity();
                FillView sale = fill(i, account, bot, Side.SELL, held, random);
                realised = realised.add(portfolio.close(sale).realised());
                fills.add(sale);
            } else {
                BigDecimal quantity = decimal(random, 5);
                FillView buy = fill(i, account, bot, Side.BUY, quantity, random);
                portfolio.open(buy, null, null);
                fills.add(buy);
            }
        }

        // then
        BigDecimal total = BigDecimal.ZERO;
        for (Account account : portfolio.accounts()) {
            AccountView view = portfolio.value(account.id(), _ -> MARK);
            BigDecimal cash = account.initialCash();
            BigDecimal fees = BigDecimal.ZERO;
            for (FillView fill : fills) {
                if (fill.account().equals(account.id())) {
                    cash =
                            cash.subtract(
                                            fill.side()
                                                    .signed(fill.quantity())
                                                    .multiply(fill.price()))
                                    .subtract(fill.fee());
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
        assertThat(total).isEqualByComparingTo(realised);
        BigDecimal ofBots = BigDecimal.ZERO;
        for (int i = 0; i < 20; i++) {
            ofBots = ofBots.add(portfolio.result("bot-" + i).realised());
        }
        assertThat(ofBots).isEqualByComparingTo(realised);
    }

    @Test
    void refusesFillsThatDoNotFitThePosition() {
        Random random = new Random(1);
        FillView buy = fill(1, "main", "a", Side.BUY, BigDecimal.ONE, random);
        portfolio.open(buy, null, null);
        BigDecimal cash = portfolio.cash("main");

        assertThatIllegalStateException().isThrownBy(() -> portfolio.open(buy, null, null));
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        portfolio.close(fill(2, "main", "a", Side.SELL, BigDecimal.TEN, random)));
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        portfolio.close(fill(3, "main", "b", Side.SELL, BigDecimal.ONE, random)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        portfolio.open(
                                fill(4, "gone", "b", Side.BUY, BigDecimal.ONE, random),
                                null,
                                null));
        assertThat(portfolio.cash("main")).isEqualTo(cash);
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
