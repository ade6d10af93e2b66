package io.tickmesh.bot.execution;

import static io.tickmesh.bot.execution.Orders.RULES;
import static io.tickmesh.bot.execution.Orders.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.market.OrderDraft;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Rounding;
import io.tickmesh.mesh.market.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryPlanTest {
    private static final BigDecimal ASK = money("100.00");
    private static final Fees FEES = new Fees(money("0.0005"), money("0.001"));
    private static final Means RICH = means("1000", "0", "0");

    @Test
    void aFixedValueIsBoughtAtTheExpectedPrice() {
        assertThat(quantity(plan(Sizing.quote(money("250")), 0), RICH)).isEqualTo("2.500");
        assertThat(quantity(plan(Sizing.quote(money("250")), 100), RICH)).isEqualTo("2.475"); // 101
    }

    @Test
    void aFractionPaysItsFeeToo() {
        // 1000 x 0.5 / (100 x 1.001)
        assertThat(quantity(plan(Sizing.fraction(money("0.5")), 0), RICH)).isEqualTo("4.995");
        assertThat(quantity(plan(Sizing.fraction(BigDecimal.ONE), 0), RICH)).isEqualTo("9.990");
    }

    @Test
    void anAllocationGrowsWithItsProfitAndShrinksWithItsLoss() {
        EntryPlan plan = plan(sizing(Sizing.Kind.FRACTION, "1", "400"), 0);

        assertThat(quantity(plan, means("1000", "0", "0"))).isEqualTo("3.996");
        assertThat(quantity(plan, means("1000", "100", "0"))).isEqualTo("4.995");
        assertThat(quantity(plan, means("1000", "-100", "0"))).isEqualTo("2.997");
        assertThat(quantity(plan, means("1000", "0", "300"))).isEqualTo("0.999");
        assertThat(quantity(plan, means("200", "0", "0")))
                .isEqualTo("1.998"); // that is all there is
        assertThat(refusal(plan, means("1000", "-500", "0")))
                .isEqualTo("quantity 0 is below the minimum 0.001");
    }

    @Test
    void aFixedValueBeyondTheAllocationIsRefused() {
        EntryPlan plan = plan(sizing(Sizing.Kind.QUOTE, "300", "400"), 0);

        assertThat(quantity(plan, RICH)).isEqualTo("3.000");
        assertThat(refusal(plan, means("1000", "-150", "0")))
                .isEqualTo("insufficient allocation: needs 300.3, has 250");
    }

    @Test
    void aRiskIsLostWhenThePriceFallsByTheTrueRanges() {
        Sizing sizing = new Sizing(Sizing.Kind.RISK, money("0.01"), null, 14, money("2"));

        // 1 % of 1000 over 2 x 2.5
        assertThat(quantity(plan(sizing, 0), RICH, 2.5)).isEqualTo("2.000");
        // Without much range it is all the cash and no more.
        assertThat(quantity(plan(sizing, 0), RICH, 0.01)).isEqualTo("9.990");
        for (double unknown : new double[] {Double.NaN, 0, Double.POSITIVE_INFINITY}) {
            assertThat(plan(sizing, 0).order(ASK, RICH, unknown, RULES))
                    .isEqualTo(new Rounding.Refused("average true range is not known yet"));
        }
    }

    @Test
    void limitsLieBelowAndStopsAboveTheMarket() {
        OrderDraft limit = draft(OrderType.LIMIT, "0.333");
        OrderDraft stop = draft(OrderType.STOP, "0.333");

        assertThat(limit.limitPrice()).isEqualTo("99.66"); // 99.667 rounded down
        assertThat(limit.quantity()).isEqualTo("2.508"); // 250 / 99.66
        assertThat(stop.stopPrice()).isEqualTo("100.34"); // 100.333 rounded up
        assertThat(stop.quantity()).isEqualTo("2.491");
    }

    @Test
    void anEntryThatCouldNotBeSoldAtItsStopIsNotMade() {
        EntryPlan plan =
                new EntryPlan(Sizing.quote(money("1.1")), Entry.MARKET, stopLoss("10"), FEES, 0);

        assertThat(refusal(plan, RICH))
                .isEqualTo("could not be sold at 90: notional 0.99 is below the minimum 1");
        assertThat(quantity(plan(Sizing.quote(money("1.1")), 0), RICH)).isEqualTo("0.011");
        assertThat(refusal(plan(Sizing.quote(money("1.05")), 0), RICH))
                .isEqualTo("could not be sold at 95: notional 0.95 is below the minimum 1");
    }

    @Test
    void whateverItBuysTheCashPaysForItAndOneStepMoreWouldNotFit() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal cash = BigDecimal.valueOf(random.nextInt(2_000_000_000), random.nextInt(9));
            BigDecimal price = BigDecimal.valueOf(1 + random.nextInt(10_000_000), 2);
            Fees fees = Fees.flat(BigDecimal.valueOf(random.nextInt(300), 5));

            BigDecimal quantity = fees.affordable(cash, price, RULES);

            assertThat(fees.cost(quantity, price)).isLessThanOrEqualTo(cash);
            assertThat(fees.cost(quantity.add(RULES.stepSize()), price)).isGreaterThan(cash);
        }
    }

    @Test
    void aFeeThatIsRoundedUpIsPaidForToo() {
        Fees fees = Fees.flat(money("0.0015"));

        // 0.00001 and 0.000000015, which is settled as 0.00000002
        assertThat(fees.affordable(money("0.000010015"), money("0.01"), RULES)).isZero();
        assertThat(fees.affordable(money("0.00001002"), money("0.01"), RULES)).isEqualTo("0.001");
    }

    private static OrderDraft draft(OrderType type, String offset) {
        Entry entry = new Entry(type, TimeInForce.GTC, money(offset), null);
        EntryPlan plan = new EntryPlan(Sizing.quote(money("250")), entry, Exits.NONE, FEES, 0);
        return ((Rounding.Fits) plan.order(ASK, RICH, Double.NaN, RULES)).draft();
    }

    private static EntryPlan plan(Sizing sizing, int slippageTicks) {
        return new EntryPlan(sizing, Entry.MARKET, Exits.NONE, FEES, slippageTicks);
    }

    private static Sizing sizing(Sizing.Kind kind, String amount, @Nullable String allocation) {
        return new Sizing(
                kind,
                money(amount),
                allocation == null ? null : money(allocation),
                14,
                BigDecimal.TWO);
    }

    private static Exits stopLoss(String percent) {
        return new Exits(money(percent), null, List.of(), null, null, Duration.ZERO);
    }

    private static Means means(String free, String realised, String invested) {
        return new Means(money(free), money(realised), money(invested));
    }

    private static BigDecimal quantity(EntryPlan plan, Means means) {
        return quantity(plan, means, Double.NaN);
    }

    private static BigDecimal quantity(EntryPlan plan, Means means, double averageTrueRange) {
        return ((Rounding.Fits) plan.order(ASK, means, averageTrueRange, RULES)).draft().quantity();
    }

    private static String refusal(EntryPlan plan, Means means) {
        return ((Rounding.Refused) plan.order(ASK, means, Double.NaN, RULES)).reason();
    }
}
