package io.tickmesh.mesh.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SymbolRulesTest {
    private static final SymbolRules BTC = rules("0.01", "0.00001", "0.00001", "9000", "10");

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
        assertThat(BTC.violation(new BigDecimal("0.001"), new BigDecimal("60000"))).isEmpty();
        assertThat(BTC.violation(new BigDecimal("0.0001"), new BigDecimal("60000")))
                .contains("notional 6 is below the minimum 10");
        assertThat(BTC.violation(new BigDecimal("0.001001"), new BigDecimal("60000")))
                .contains("quantity 0.001001 is no multiple of the step 0.00001");
        assertThat(BTC.violation(new BigDecimal("0.001"), new BigDecimal("60000.001")))
                .contains("price 60000.001 is no multiple of the tick 0.01");
        assertThat(BTC.violation(BigDecimal.ZERO, new BigDecimal("60000")))
                .contains("quantity 0 is below the minimum 0.00001");
        assertThat(BTC.violation(new BigDecimal("9001"), new BigDecimal("60000")))
                .contains("quantity 9001 is above the maximum 9000");
    }

    @Test
    void whatItRoundsTheExchangeAccepts() {
        Random random = new Random(11);
        for (String tick : List.of("0.00000001", "0.0001", "0.01", "1", "5")) {
            for (String step : List.of("0.00000001", "0.001", "1", "25")) {
                SymbolRules rules = rules(tick, step, step, "1000000", "0");
                for (int i = 0; i < 500; i++) {
                    BigDecimal wanted = BigDecimal.valueOf(random.nextDouble() * 1e5);
                    BigDecimal price = rules.price(random.nextDouble() * 1e5 + 10);
                    BigDecimal quantity = rules.quantity(wanted);

                    assertThat(quantity).isLessThanOrEqualTo(wanted);
                    assertThat(wanted.subtract(quantity)).isLessThan(new BigDecimal(step));
                    if (quantity.signum() > 0) {
                        assertThat(rules.violation(quantity, price)).isEmpty();
                    }
                }
            }
        }
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
