package io.tickmesh.bot.execution;

import static io.tickmesh.bot.execution.Orders.NOON;
import static io.tickmesh.bot.execution.Orders.RULES;
import static io.tickmesh.bot.execution.Orders.limit;
import static io.tickmesh.bot.execution.Orders.market;
import static io.tickmesh.bot.execution.Orders.money;
import static io.tickmesh.bot.execution.Orders.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A symbol moves from one publisher to another, and for a while both publish it.
class MovingSymbolTest {
    private static final BigDecimal RICH = money("1000000");

    private PaperVenue venue = venue(Duration.ZERO);

    @BeforeEach
    void anOrderRests() {
        assertThat(show(100, "alpha", price(100, 1, 100.01, 1, 0, 0))).isEmpty();
        submit(limit("b", Side.BUY, TimeInForce.GTC, "10", "99.60"));
    }

    @Test
    void whatWasTradedOnceFillsOnceHoweverManyTellIt() {
        assertThat(show(300, "alpha", traded(99.5, 2))).containsExactly("2.000");

        // the new owner has no trade yet, then the same one
        for (int millis = 400; millis < 3_300; millis += 100) {
            assertThat(show(millis, "beta", traded(0, 0))).isEmpty();
            assertThat(show(millis + 30, "alpha", traded(99.5, 2))).isEmpty();
            assertThat(show(millis + 60, "beta", traded(99.5, 2))).isEmpty();
        }
    }

    @Test
    void whatTheOldOwnerStillTellsCountsAndTheNewOnesQuoteDoesNot() {
        assertThat(show(300, "beta", price(99, 1, 99.01, 5, 99, 5))).isEmpty();
        assertThat(show(400, "alpha", traded(99.4, 3))).containsExactly("3.000");
    }

    @Test
    void aPriceThatIsPassedOverHandsNothingOutToWhateverCameToRestMeanwhile() {
        assertThat(show(300, "alpha", traded(99.5, 15))).containsExactly("10.000");
        submit(limit("c", Side.BUY, TimeInForce.GTC, "10", "99.60"));
        assertThat(show(500, "beta", traded(99.5, 15))).isEmpty();
    }

    @Test
    void theNewOwnerIsFollowedFromItsSecondPriceOnWhenTheOldOneIsSilent() {
        assertThat(show(300, "alpha", traded(99.5, 2))).containsExactly("2.000");
        assertThat(show(1_299, "beta", traded(99.4, 7))).isEmpty();

        // it may tell what the old one told
        assertThat(show(1_300, "beta", price(99, 1, 99.1, 1, 99.5, 2))).isEmpty();
        assertThat(show(1_400, "alpha", traded(99.3, 5))).isEmpty();
        assertThat(show(1_500, "beta", price(99, 1, 99.1, 1, 99.5, 3))).containsExactly("3.000");
        assertThat(show(1_600, "beta", price(99, 1, 99.2, 4, 99.5, 3))).containsExactly("4.000");
    }

    @Test
    void whatGoesToTheMarketMeetsTheFirstPriceOfTheNewOwnerThatCounts() {
        venue = venue(Duration.ofMillis(100));
        assertThat(show(200, "alpha", price(100, 1, 100.01, 1, 0, 0))).isEmpty();
        submit(market("m", Side.BUY, "1"));

        assertThat(show(1_100, "beta", price(101, 5, 101.01, 5, 0, 0))).isEmpty();
        assertThat(show(1_200, "beta", price(102, 5, 102.01, 5, 0, 0))).containsExactly("1.000");
    }

    private void submit(Order order) {
        assertThat(venue.submit(order, RULES, RICH, NOON.plusMillis(200))).isEmpty();
    }

    private static PaperVenue venue(Duration latency) {
        return new PaperVenue(new PaperTerms(Fees.flat(money("0.001")), 0, latency, 20));
    }

    private static PriceUpdated traded(double last, double quantity) {
        return price(100, 1, 100.01, 1, last, quantity);
    }

    /// Returns the quantities that are filled.
    private List<String> show(int millis, String node, PriceUpdated price) {
        PriceUpdated own =
                new PriceUpdated(
                        node,
                        1,
                        0,
                        price.eventMillis(),
                        0,
                        price.symbol(),
                        price.bid(),
                        price.bidQuantity(),
                        price.ask(),
                        price.askQuantity(),
                        price.last(),
                        price.lastQuantity());
        return venue.onPrice(own, NOON.plusMillis(millis)).stream()
                .map(result -> ((VenueResult.Filled) result).quantity().toPlainString())
                .toList();
    }
}
