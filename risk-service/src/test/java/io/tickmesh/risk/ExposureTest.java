package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.NOON;
import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.exit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExposureTest {
    private final Exposure exposure = new Exposure(Duration.ofSeconds(30));

    @Test
    void countsAnOrderFromItsApprovalOnAndNotTwiceWhenItFills() {
        exposure.reserve(entry("a").check(), NOON);
        assertAccount("100");
        exposure.fill(entry("a").price("99.5").filled());
        assertAccount("99.5");
    }

    @Test
    void aPartialFillLeavesTheRestReserved() {
        exposure.reserve(entry("a").quantity("4").check(), NOON);
        exposure.fill(entry("a").price("99").filled("f1", "1", "3"));
        assertAccount("399");
        exposure.fill(entry("a").price("98").filled("f2", "3", "0"));
        assertAccount("393");
    }

    @Test
    void aRepeatedFillCountsOnce() {
        exposure.fill(entry("a").filled("f1", "1", "0"));
        exposure.fill(entry("a").filled("f1", "1", "0"));
        assertAccount("100");
        // The venue may number the fills of each order for itself.
        exposure.fill(entry("b").filled("f1", "1", "0"));
        assertAccount("200");
    }

    @Test
    void aSellTakesAwayItsShareOfTheCost() {
        exposure.fill(entry("a").quantity("1").price("100").filled());
        exposure.fill(entry("b").quantity("2").price("130").filled());
        exposure.fill(exit("c").quantity("1.5").price("500").filled());
        assertAccount("180");
        exposure.fill(exit("d").quantity("1.5").price("1").filled());
        assertAccount("0");
        assertThat(exposure.positions()).isEmpty();
    }

    @Test
    void aSellBeyondWhatIsKnownLeavesNothing() {
        exposure.fill(entry("a").filled());
        exposure.fill(exit("b").quantity("3").filled());
        assertAccount("0");
    }

    @Test
    void aFillAfterTheTimeOutOfItsReservationCounts() {
        exposure.reserve(entry("a").check(), NOON);
        assertThat(exposure.expire(NOON.plusSeconds(29))).isZero();
        assertThat(exposure.expire(NOON.plusSeconds(30))).isEqualTo(1);
        assertAccount("0");
        exposure.fill(entry("a").filled());
        assertAccount("100");
    }

    @Test
    void keepsSymbolsAndAccountsApart() {
        exposure.fill(entry("a").of("bot-1", "BTCUSDT").filled());
        exposure.fill(entry("b").of("bot-1", "ETHUSDT").filled());
        exposure.fill(entry("c").inAccount("other").filled());

        assertAccount("200");
        assertThat(exposure.ofSymbol("main", "BTCUSDT")).isEqualByComparingTo("100");
        assertThat(exposure.ofAccount("other")).isEqualByComparingTo("100");
        assertThat(exposure.ofSymbol("other", "ETHUSDT")).isZero();
    }

    private void assertAccount(String amount) {
        assertThat(exposure.ofAccount("main")).isEqualByComparingTo(amount);
    }
}
