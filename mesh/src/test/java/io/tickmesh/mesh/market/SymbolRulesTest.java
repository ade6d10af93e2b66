package io.tickmesh.mesh.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SymbolRulesTest {
    private static final SymbolRules BTC = rules("0.01", "0.00001", "0.00001", "9000", "10");

    private static final List<OrderType> TYPES = List.of(OrderType.values());

    @Test
    void pricesAreTheNearestTick() {
        assertThat(BTC.price(56738.764)).isEqualByComparingTo("56738.76");
        assertThat(BTC.price(56738.0)).isEqualTo(new BigDecimal("56738.00"));
    }

    @Test
    void refusesAPriceThatIsNone() {
        for (double price : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> BTC.price(price)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void quantitiesAreRoundedDownAndNeverBelowTheMinimum() {
        assertThat(BTC.quantity(new BigDecimal("0.019999"))).isEqualByComparingTo("0.01999");
        assertThat(BTC.quantity(new BigDecimal("0.000009"))).isZero();
        assertThat(BTC.quantity(new BigDecimal("10000"))).isEqualByComparingTo("9000");
    }

    @Test
    void stepsLargerThanOneHaveNoDecimals() {
        SymbolRules coarse = rules("10", "100", "100", "100000", "10");

        assertThat(coarse.quantity(new BigDecimal("12345.6"))).isEqualTo(new BigDecimal("12300"));
        assertThat(coarse.price(99.9)).isEqualTo(new BigDecimal("100"));
    }

    @Test
    void namesTheRuleThatAnOrderBreaks() {
        assertThat(violation("0.001", "60000")).isEmpty();
        assertThat(violation("0.0001", "60000")).contains("notional 6 is below the minimum 10");
        assertThat(violation("0.001001", "60000"))
                .contains("quantity 0.001001 is no multiple of the step 0.00001");
        assertThat(violation("0.001", "60000.001"))
                .contains("price 60000.001 is no multiple of the tick 0.01");
        assertThat(violation("0", "60000")).contains("quantity 0 is below the minimum 0.00001");
        assertThat(violation("9001", "60000")).contains("quantity 9001 is above the maximum 9000");
        assertThat(violation("1", "0")).contains("price 0 is not above 0");
    }

    @Test
    void ordersAtTheMarketHaveTheirOwnLimits() {
        SymbolRules strict =
                new SymbolRules(
                        "BTCUSDT",
                        "BTC",
                        "USDT",
                        BTC.tickSize(),
                        BTC.stepSize(),
                        BTC.minQuantity(),
                        BTC.maxQuantity(),
                        BTC.minNotional(),
                        new BigDecimal("50"),
                        false);
        BigDecimal price = new BigDecimal("60000");

        assertThat(strict.violation(draft(Side.BUY, OrderType.LIMIT, "60", price))).isEmpty();
        assertThat(strict.violation(draft(Side.BUY, OrderType.MARKET, "60", price)))
                .contains("quantity 60 is above the maximum 50");
        assertThat(strict.violation(draft(Side.BUY, OrderType.STOP, "60", price)))
                .contains("quantity 60 is above the maximum 50");
        assertThat(strict.violation(draft(Side.SELL, OrderType.MARKET, "0.00001", price)))
                .isEmpty();
        assertThat(strict.violation(draft(Side.SELL, OrderType.LIMIT, "0.00001", price)))
                .contains("notional 0.6 is below the minimum 10");
    }

    @Test
    void saysWhatItRounded() {
        BigDecimal price = new BigDecimal("60000.017");
        OrderDraft wanted = draft(Side.BUY, OrderType.LIMIT, "0.0123456", price);

        assertThat(BTC.fit(wanted))
                .isEqualTo(
                        new Rounding.Fits(
                                new OrderDraft(
                                        Side.BUY,
                                        OrderType.LIMIT,
                                        new BigDecimal("0.01234"),
                                        price,
                                        new BigDecimal("60000.01"),
                                        null),
                                List.of(
                                        "quantity 0.0123456 to 0.01234",
                                        "limit 60000.017 to 60000.01")));
        assertThat(BTC.fit(draft(Side.SELL, OrderType.MARKET, "0.000019", BigDecimal.TEN)))
                .isEqualTo(new Rounding.Refused("notional 0.0001 is below the minimum 10"));
    }

    @Test
    void whatItRoundsTheExchangeAcceptsAndNobodyIsWorseOff() {
        Random random = new Random(11);
        int fitting = 0;
        for (String tick : List.of("0.00000001", "0.0001", "0.01", "1", "5")) {
            for (String step : List.of("0.00000001", "0.001", "1", "25")) {
                SymbolRules rules = rules(tick, step, step, "90000", "10");
                for (int i = 0; i < 500; i++) {
                    OrderDraft wanted = random(random);
                    if (rules.fit(wanted) instanceof Rounding.Fits(OrderDraft fits, var changes)) {
                        fitting++;
                        assertThat(rules.violation(fits)).isEmpty();
                        assertThat(rules.fit(fits)).isEqualTo(new Rounding.Fits(fits, List.of()));
                        assertNoWorse(wanted, fits, rules);
                        assertThat(changes.isEmpty())
                                .isEqualTo(
                                        same(wanted.quantity(), fits.quantity())
                                                && same(wanted.judgedPrice(), fits.judgedPrice()));
                    }
                }
            }
        }
        assertThat(fitting).isGreaterThan(5_000);
    }

    private static void assertNoWorse(OrderDraft wanted, OrderDraft fits, SymbolRules rules) {
        assertThat(fits.quantity()).isLessThanOrEqualTo(wanted.quantity());
        assertThat(wanted.quantity().min(rules.maxQuantity()).subtract(fits.quantity()))
                .isLessThan(rules.stepSize());
        BigDecimal moved = fits.judgedPrice().subtract(wanted.judgedPrice());
        assertThat(moved.abs()).isLessThan(rules.tickSize());
        boolean up =
                switch (wanted.type()) {
                    case MARKET -> moved.signum() == 0;
                    case LIMIT -> wanted.side() == Side.SELL;
                    case STOP -> wanted.side() == Side.BUY;
                };
        assertThat(up ? moved.negate() : moved).isLessThanOrEqualTo(BigDecimal.ZERO);
    }

    private static boolean same(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) == 0;
    }

    private static OrderDraft random(Random random) {
        OrderType type = TYPES.get(random.nextInt(TYPES.size()));
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        BigDecimal price = BigDecimal.valueOf(random.nextDouble() * 1e5 + 10);
        return draft(side, type, Double.toString(random.nextDouble() * 1e5), price);
    }

    private static Optional<String> violation(String quantity, String price) {
        return BTC.violation(draft(Side.BUY, OrderType.LIMIT, quantity, new BigDecimal(price)));
    }

    private static OrderDraft draft(Side side, OrderType type, String quantity, BigDecimal price) {
        return new OrderDraft(
                side,
                type,
                new BigDecimal(quantity),
                price,
                type == OrderType.LIMIT ? price : null,
                type == OrderType.STOP ? price : null);
    }

    private static SymbolRules rules(
            String tick, String step, String min, String max, String notional) {
        return new SymbolRules(
                "BTCUSDT",
                "BTC",
                "USDT",
                new BigDecimal(tick),
                new BigDecimal(step),
                new BigDecimal(min),
                new BigDecimal(max),
                new BigDecimal(notional));
    }
}
