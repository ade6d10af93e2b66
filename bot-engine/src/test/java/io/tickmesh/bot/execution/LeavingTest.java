package io.tickmesh.bot.execution;

import static io.tickmesh.bot.execution.Orders.NOON;
import static io.tickmesh.bot.execution.Orders.RULES;
import static io.tickmesh.bot.execution.Orders.money;
import static io.tickmesh.bot.execution.Orders.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Bots leave the venue while the orders of others stay.
class LeavingTest {
    private final PaperVenue venue =
            new PaperVenue(
                    new PaperTerms(Fees.flat(money("0.001")), 0, Duration.ofMillis(100), 20));

    @Test
    void whatRestsIsForgottenAtOnceAndWhatMovesOnlyIfItIsWanted() {
        submit("a-1", "a");
        submit("b-1", "b");
        // these rest from now on
        assertThat(venue.onPrice(quote(100, 1, 100.01, 1), NOON.plusMillis(100))).isEmpty();
        submit("a-2", "a");

        venue.leave("a", false);
        assertThat(venue.open()).isEqualTo(2);
        assertThat(venue.has("a")).isTrue();
        venue.leave("a", true);

        assertThat(venue.has("a")).isFalse();
        assertThat(venue.onPrice(quote(98, 1, 98.01, 1), NOON.plusSeconds(1)))
                .singleElement()
                .satisfies(filled -> assertThat(filled.order().id()).isEqualTo("b-1"));
    }

    @Test
    void aBotWithoutOrdersLeavesForNothing() {
        for (int bot = 0; bot < 5_000; bot++) {
            submit("order-" + bot, "bot-" + bot);
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();

        for (int look = 0; look < 50_000; look++) {
            venue.leave("quiet-" + look, false);
        }

        // a look at each order would take seconds
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun))
                .isLessThan(Duration.ofMillis(500));
        assertThat(venue.open()).isEqualTo(5_000);
    }

    private void submit(String id, String bot) {
        Order order =
                new Order(
                        id,
                        "main",
                        bot,
                        "ETHUSDT",
                        Side.BUY,
                        OrderType.LIMIT,
                        TimeInForce.GTC,
                        money("1"),
                        money("100"),
                        NOON,
                        money("99"),
                        null,
                        NOON,
                        null,
                        "because",
                        "signal");
        assertThat(venue.submit(order, RULES, money("1000"), NOON)).isEmpty();
    }
}
