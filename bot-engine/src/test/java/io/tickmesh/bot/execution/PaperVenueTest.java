package io.tickmesh.bot.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaperVenueTest {
    private static final SymbolRules RULES =
            new SymbolRules(
                    "DOGEBTC",
                    "DOGE",
                    "BTC",
                    new BigDecimal("0.00000001"),
                    BigDecimal.ONE,
                    BigDecimal.ONE,
                    new BigDecimal("90000000"),
                    new BigDecimal("0.0001"));
    private static final Quote QUOTE =
            new Quote(new BigDecimal("0.00000585"), new BigDecimal("0.00000586"), Instant.EPOCH);
    private static final BigDecimal RICH = BigDecimal.TEN;

    @Test
    void buysAtTheAskAndSellsAtTheBidForAFee() {
        PaperVenue venue = new PaperVenue(new BigDecimal("0.001"), 0);
        assertThat(venue.execute(order(Side.BUY, "1706"), QUOTE, RULES, RICH))
                .isEqualTo(filled("0.00000586", "0.00001000")); // of 0.00999716
        assertThat(venue.execute(order(Side.SELL, "1706"), QUOTE, RULES, RICH))
                .isEqualTo(filled("0.00000585", "0.00000998")); // of 0.00998010
    }

    @Test
    void roundsTheFeeHalfUp() {
        PaperVenue venue = new PaperVenue(new BigDecimal("0.5"), 0);
        assertThat(venue.execute(order(Side.SELL, "1"), QUOTE, RULES, RICH))
                .isEqualTo(filled("0.00000585", "0.00000293")); // of 0.000002925
    }

    @Test
    void slipsAgainstTheOrderButNeverBelowOneTick() {
        PaperVenue venue = new PaperVenue(BigDecimal.ZERO, 1_000);
        assertThat(venue.execute(order(Side.BUY, "1"), QUOTE, RULES, RICH))
                .isEqualTo(filled("0.00001586", "0.00000000"));
        assertThat(venue.execute(order(Side.SELL, "1"), QUOTE, RULES, RICH))
                .isEqualTo(filled("0.00000001", "0.00000000"));
    }

    @Test
    void aBuyNeedsTheCashForPriceAndFee() {
        PaperVenue venue = new PaperVenue(new BigDecimal("0.001"), 0);
        BigDecimal exact = new BigDecimal("0.01000716");
        assertThat(venue.execute(order(Side.BUY, "1706"), QUOTE, RULES, exact))
                .isInstanceOf(Execution.Filled.class);
        assertThat(
                        venue.execute(
                                order(Side.BUY, "1706"),
                                QUOTE,
                                RULES,
                                exact.subtract(new BigDecimal("0.00000001"))))
                .isEqualTo(
                        new Execution.Refused(
                                "insufficient balance: needs 0.01000716, has 0.01000715"));
    }

    @Test
    void sizesAndLevelsAreMultiplesOfStepAndTick() {
        assertThat(Sizing.entry(new BigDecimal("0.01"), QUOTE.ask(), RULES)).isEqualTo("1706");
        assertThat(Sizing.entry(new BigDecimal("0.000005"), QUOTE.ask(), RULES)).isZero();
        assertThat(Sizing.stop(QUOTE.ask(), new BigDecimal("0.5"), RULES)).isEqualTo("0.00000583");
        assertThat(Sizing.target(QUOTE.ask(), BigDecimal.ONE, RULES)).isEqualTo("0.00000592");
        assertThat(Sizing.stop(QUOTE.ask(), null, RULES)).isNull();
    }

    private static Execution filled(String price, String fee) {
        return new Execution.Filled(new BigDecimal(price), new BigDecimal(fee));
    }

    private static Order order(Side side, String quantity) {
        return new Order(
                "o",
                "btc",
                "a",
                "DOGEBTC",
                side,
                new BigDecimal(quantity),
                QUOTE.facing(side),
                Instant.EPOCH,
                Instant.EPOCH,
                "");
    }
}
