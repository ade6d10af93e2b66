package io.tickmesh.bot.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.bot.execution.Fees;
import io.tickmesh.bot.execution.Order;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.FillView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservationTest {
    private static final Fees FEES = Fees.flat(new BigDecimal("0.001"));

    private final Portfolio portfolio =
            new Portfolio(List.of(new Account("main", "USDT", new BigDecimal("1000"))));

    @Test
    void noTwoOrdersSpendTheSameMoney() {
        assertThat(portfolio.reserve(order("a", OrderType.LIMIT, Side.BUY, "6"), FEES))
                .isEqualTo(new Funding.Reserved(new BigDecimal("600.60000100")));

        assertThat(portfolio.free("main")).isEqualByComparingTo("399.399999");
        assertThat(portfolio.reserve(order("b", OrderType.LIMIT, Side.BUY, "4"), FEES))
                .isEqualTo(
                        new Funding.Missing(
                                "insufficient balance: needs 400.40000000, has 399.39999900"));
        assertThat(portfolio.cash("main")).isEqualTo("1000");
    }

    @Test
    void whatMeetsTheMarketMayCostALittleMoreAsFarAsThereIsCash() {
        assertThat(budget(order("a", OrderType.MARKET, Side.BUY, "6")))
                .isEqualByComparingTo("630.63"); // 600.6 x 1.05
        assertThat(budget(order("b", OrderType.STOP, Side.BUY, "3.6")))
                .isEqualByComparingTo("369.37"); // all that is left, not 378.378
        assertThat(portfolio.free("main")).isZero();
    }

    @Test
    void fillsUseUpWhatWasSetAsideAndTheEndGivesTheRestBack() {
        var _ = budget(order("a", OrderType.LIMIT, Side.BUY, "6"));

        var _ = portfolio.book(fill("a", "2", "99", "0.198"));

        assertThat(portfolio.reserved("a")).isEqualByComparingTo("402.402001");
        assertThat(portfolio.free("main")).isEqualByComparingTo("399.399999");
        portfolio.release("a");
        assertThat(portfolio.free("main")).isEqualByComparingTo("801.802");
        assertThat(portfolio.free("main")).isEqualByComparingTo(portfolio.cash("main"));
    }

    @Test
    void aSaleNeedsNoCash() {
        assertThat(budget(order("a", OrderType.MARKET, Side.SELL, "600"))).isZero();
        assertThat(portfolio.free("main")).isEqualTo("1000");
    }

    @Test
    void moneyIsSetAsideAgainAfterARestartOrAMove() {
        portfolio.restoreReservation(order("a", OrderType.LIMIT, Side.BUY, "6"), money("600.6"));
        portfolio.restoreReservation(order("b", OrderType.STOP, Side.BUY, "3"), money("315.315"));
        portfolio.restoreReservation(order("c", OrderType.LIMIT, Side.SELL, "3"), money("0"));

        assertThat(portfolio.free("main")).isEqualByComparingTo("84.085");
        assertThat(portfolio.reserved("a")).isEqualByComparingTo("600.6");
        assertThat(portfolio.reserved("b")).isEqualByComparingTo("315.315");
        portfolio.release("a");
        portfolio.release("b");
        assertThat(portfolio.free("main")).isEqualByComparingTo("1000");
    }

    @Test
    void anOrderThatComesFromAnotherNodeKeepsAllThatWasSetAsideForIt() {
        // what the others have set aside is read once a second: the order is still among it
        portfolio.follow("main", money("1000"), Result.NONE, money("600.6"));

        portfolio.restoreReservation(order("a", OrderType.LIMIT, Side.BUY, "6"), money("600.6"));

        assertThat(portfolio.reserved("a")).isEqualByComparingTo("600.6");
        assertThat(portfolio.free("main")).isZero();
        portfolio.follow("main", money("1000"), Result.NONE, BigDecimal.ZERO);
        assertThat(portfolio.free("main")).isEqualByComparingTo("399.4");
    }

    @Test
    void aBotThatGoesTakesWhatIsSetAsideForItAlong() {
        portfolio.restoreReservation(order("a", OrderType.LIMIT, Side.BUY, "6"), money("600.6"));

        portfolio.forget("another");
        assertThat(portfolio.free("main")).isEqualByComparingTo("399.4");
        portfolio.forget("bot");
        assertThat(portfolio.free("main")).isEqualByComparingTo("1000");
        portfolio.restoreReservation(order("a", OrderType.LIMIT, Side.BUY, "6"), money("600.6"));
        assertThat(portfolio.free("main")).isEqualByComparingTo("399.4");
    }

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    private BigDecimal budget(Order order) {
        return ((Funding.Reserved) portfolio.reserve(order, FEES)).budget();
    }

    private static FillView fill(String order, String quantity, String price, String fee) {
        return new FillView(
                order + "-1",
                order,
                "main",
                "bot",
                "ETHUSDT",
                Side.BUY,
                new BigDecimal(quantity),
                new BigDecimal(price),
                new BigDecimal(fee),
                Instant.EPOCH);
    }

    /// Returns an order at a price of 100.
    private static Order order(String id, OrderType type, Side side, String quantity) {
        BigDecimal price = new BigDecimal("100");
        return new Order(
                id,
                "main",
                "bot",
                "ETHUSDT",
                side,
                type,
                TimeInForce.GTC,
                new BigDecimal(quantity),
                price,
                Instant.EPOCH,
                type == OrderType.LIMIT ? price : null,
                type == OrderType.STOP ? price : null,
                Instant.EPOCH,
                null,
                "because",
                "signal");
    }
}
