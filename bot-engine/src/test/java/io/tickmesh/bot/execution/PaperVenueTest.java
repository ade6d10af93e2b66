package io.tickmesh.bot.execution;

import static io.tickmesh.bot.execution.Orders.NOON;
import static io.tickmesh.bot.execution.Orders.RULES;
import static io.tickmesh.bot.execution.Orders.limit;
import static io.tickmesh.bot.execution.Orders.market;
import static io.tickmesh.bot.execution.Orders.money;
import static io.tickmesh.bot.execution.Orders.price;
import static io.tickmesh.bot.execution.Orders.quote;
import static io.tickmesh.bot.execution.Orders.stop;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.OrderBookView;
import io.tickmesh.mesh.request.OrderBookView.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaperVenueTest {
    private static final BigDecimal RICH = money("1000000");
    private static final Fees FEES = new Fees(money("0.001"), money("0.002"));

    private PaperVenue venue = venue(0, Duration.ZERO);

    @Test
    void aMarketOrderTakesTheBestPriceForATakersFee() {
        show(quote(100, 5, 100.01, 5));

        assertThat(submit(market("b", Side.BUY, "2")))
                .containsExactly("fill 1: 2.000 at 100.01 fee 0.40004000");
        assertThat(submit(market("s", Side.SELL, "2")))
                .containsExactly("fill 1: 2.000 at 100.00 fee 0.40000000");
    }

    @Test
    void aMarketOrderWalksTheBookAndPaysItsSlippage() {
        venue = venue(3, Duration.ZERO);
        show(quote(100, 2, 100.01, 2));

        assertThat(submit(market("b", Side.BUY, "5")))
                .containsExactly(
                        "fill 1: 2.000 at 100.04 fee 0.40016000",
                        "fill 2: 2.000 at 100.07 fee 0.40028000",
                        "fill 3: 1.000 at 100.10 fee 0.20020000");
        assertThat(submit(market("s", Side.SELL, "3")))
                .containsExactly(
                        "fill 1: 2.000 at 99.97 fee 0.39988000",
                        "fill 2: 1.000 at 99.94 fee 0.19988000");
    }

    @Test
    void whatTheBookCannotGiveIsWithdrawn() {
        show(quote(100, 1, 100.01, 1));

        List<String> results = submit(market("b", Side.BUY, "25"));

        assertThat(results).hasSize(21);
        assertThat(results.get(19)).startsWith("fill 20: 1.000 at 100.20");
        assertThat(results.getLast()).isEqualTo("cancelled: 5 not to be had at once");
        assertThat(venue.open()).isZero();
    }

    @Test
    void aQuoteWithoutQuantityIsDeep() {
        show(quote(100, 0, 100.01, 0));

        assertThat(submit(market("b", Side.BUY, "9000")))
                .containsExactly("fill 1: 9000.000 at 100.01 fee 1800.18000000");
    }

    @Test
    void aRealBookIsWalkedLevelByLevel() {
        show(quote(100, 1, 100.01, 1));
        OrderBookView book =
                new OrderBookView(
                        "ETHUSDT",
                        1,
                        NOON,
                        List.of(new Level(100, 1)),
                        List.of(new Level(100.01, 1), new Level(100.5, 0.0004), new Level(102, 9)));

        List<VenueResult> results =
                venue.submit(market("b", Side.BUY, "3"), RULES, RICH, NOON, book);

        assertThat(said(results))
                .containsExactly(
                        "fill 1: 1.000 at 100.01 fee 0.20002000",
                        "fill 2: 2.000 at 102.00 fee 0.40800000");
    }

    @Test
    void theMarketablePartOfALimitOrderIsTakenAtOnceAndTheRestRests() {
        show(quote(100, 1, 100.01, 2));

        assertThat(submit(limit("b", Side.BUY, TimeInForce.GTC, "10", "100.02")))
                .containsExactly(
                        "fill 1: 2.000 at 100.01 fee 0.40004000",
                        "fill 2: 2.000 at 100.02 fee 0.40008000");
        assertThat(venue.open()).isEqualTo(1);
    }

    @Test
    void whatRestsIsFilledOnlyByWhatIsStrictlyBeyondItsLimit() {
        show(price(100, 1, 100.01, 1, 99, 50));
        assertThat(submit(limit("b", Side.BUY, TimeInForce.GTC, "10", "99.50"))).isEmpty();

        // An old trade beyond it, a trade at it and a quote at it are nothing.
        assertThat(show(price(99.8, 1, 99.9, 1, 99, 50))).isEmpty();
        assertThat(show(price(99.4, 1, 99.5, 1, 99.5, 7))).isEmpty();
        // A new trade beyond it gives what was traded, once.
        assertThat(show(price(99.4, 1, 99.5, 1, 99.49, 3)))
                .containsExactly("fill 1: 3.000 at 99.50 fee 0.29850000");
        assertThat(show(price(99.3, 1, 99.5, 1, 99.49, 3))).isEmpty();
        // A quote beyond it gives what is quoted, once.
        assertThat(show(price(99.3, 1, 99.4, 2.0005, 99.49, 3)))
                .containsExactly("fill 2: 2.000 at 99.50 fee 0.19900000");
        assertThat(show(price(99.2, 9, 99.4, 2.0005, 99.49, 3))).isEmpty();
        assertThat(show(price(99.2, 9, 99.3, 0, 99.49, 3)))
                .containsExactly("fill 3: 5.000 at 99.50 fee 0.49750000");
        assertThat(venue.open()).isZero();
    }

    @Test
    void aSaleRestsUntilTheMarketIsAboveItsLimit() {
        show(quote(100, 1, 100.01, 1));
        assertThat(submit(limit("s", Side.SELL, TimeInForce.GTC, "4", "101.00"))).isEmpty();

        assertThat(show(quote(101, 9, 101.01, 1))).isEmpty();
        assertThat(show(quote(101.01, 9, 101.02, 1)))
                .containsExactly("fill 1: 4.000 at 101.00 fee 0.40400000");
    }

    @Test
    void whatIsTradedIsHandedOutOnlyOnce() {
        show(quote(100, 1, 100.01, 1));
        var _ = submit(limit("first", Side.BUY, TimeInForce.GTC, "4", "99.50"));
        var _ = submit(limit("second", Side.BUY, TimeInForce.GTC, "4", "99.50"));

        assertThat(show(price(100, 1, 100.01, 1, 99.4, 5)))
                .containsExactly(
                        "fill 1: 4.000 at 99.50 fee 0.39800000",
                        "fill 1: 1.000 at 99.50 fee 0.09950000");
    }

    @Test
    void anOrderThatWillNotWaitIsWithdrawn() {
        show(quote(100, 1, 100.01, 1));

        assertThat(submit(limit("i", Side.BUY, TimeInForce.IOC, "3", "100.01")))
                .containsExactly(
                        "fill 1: 1.000 at 100.01 fee 0.20002000",
                        "cancelled: 2 not to be had at once");
        assertThat(submit(limit("k", Side.BUY, TimeInForce.FOK, "3", "100.02")))
                .containsExactly("cancelled: 1 not to be had at once");
        assertThat(submit(limit("w", Side.BUY, TimeInForce.FOK, "2", "100.02"))).hasSize(2);
        assertThat(
                        submit(
                                Orders.order(
                                        "m",
                                        Side.BUY,
                                        OrderType.MARKET,
                                        TimeInForce.FOK,
                                        "21",
                                        null,
                                        null)))
                .containsExactly("cancelled: 1 not to be had at once");
    }

    @Test
    void aStopWaitsForItsPriceAndThenTakesTheMarket() {
        venue = venue(1, Duration.ZERO);
        show(quote(100, 0, 100.01, 0));
        assertThat(submit(stop("s", Side.SELL, "2", "99"))).isEmpty();
        assertThat(submit(stop("b", Side.BUY, "2", "101"))).isEmpty();

        assertThat(show(price(99.01, 0, 100.99, 0, 98, 1))).isEmpty();
        assertThat(show(quote(98.5, 0, 100, 0)))
                .containsExactly("fill 1: 2.000 at 98.49 fee 0.39396000");
        assertThat(show(quote(100, 0, 101, 0)))
                .containsExactly("fill 1: 2.000 at 101.01 fee 0.40404000");
    }

    @Test
    void latencyLetsAnOrderMeetTheFirstPriceAfterIt() {
        venue = venue(0, Duration.ofMillis(200));
        show(quote(100, 0, 100.01, 0));
        assertThat(submit(market("b", Side.BUY, "1"))).isEmpty();

        assertThat(said(venue.onPrice(quote(100, 0, 100.5, 0), NOON.plusMillis(199)))).isEmpty();
        assertThat(said(venue.onPrice(quote(100, 0, 100.7, 0), NOON.plusMillis(200))))
                .containsExactly("fill 1: 1.000 at 100.70 fee 0.20140000");
    }

    @Test
    void anOrderEndsWhenItsTimeIsOver() {
        Instant end = NOON.plusSeconds(60);
        show(quote(100, 1, 100.01, 1));
        for (String id : List.of("one", "two")) {
            var _ =
                    submit(
                            Orders.order(
                                    id,
                                    Side.BUY,
                                    OrderType.LIMIT,
                                    TimeInForce.GTC,
                                    "1",
                                    "99",
                                    end));
        }

        assertThat(venue.onTime(end.minusMillis(1))).isEmpty();
        assertThat(said(venue.onTime(end))).hasSize(2).containsOnly("expired");
        assertThat(show(quote(98, 1, 98.01, 1))).isEmpty();
    }

    @Test
    void aPriceAfterItsTimeFillsNothing() {
        Instant end = NOON.plusSeconds(60);
        show(quote(100, 1, 100.01, 1));
        var _ =
                submit(
                        Orders.order(
                                "b", Side.BUY, OrderType.LIMIT, TimeInForce.GTC, "1", "99", end));

        assertThat(said(venue.onPrice(quote(98, 1, 98.01, 1), end))).containsExactly("expired");
    }

    @Test
    void anOrderCanBeWithdrawnOnce() {
        show(quote(100, 1, 100.01, 1));
        var _ = submit(limit("b", Side.BUY, TimeInForce.GTC, "1", "99"));

        assertThat(venue.cancel("b", "enough", NOON).map(PaperVenueTest::said))
                .contains("cancelled: enough");
        assertThat(venue.cancel("b", "enough", NOON)).isEmpty();
        assertThat(show(quote(98, 1, 98.01, 1))).isEmpty();
    }

    @Test
    void anOrderGoesOnAfterARestartWhereItWas() {
        Order order = limit("b", Side.BUY, TimeInForce.GTC, "10", "99.50");
        Executed executed = Executed.NONE.plus(money("4"), money("99.50"), money("0.398"));
        venue.restore(
                new TrackedOrder(order, new OrderState.PartiallyFilled(NOON, executed)),
                RULES,
                money("600"));

        assertThat(show(price(99, 1, 99.6, 1, 99.4, 50))).isEmpty();
        assertThat(show(price(99, 1, 99.6, 1, 99.45, 50)))
                .containsExactly("fill 2: 6.000 at 99.50 fee 0.59700000");
    }

    @Test
    void aBuyNeverCostsMoreThanItsBudget() {
        show(quote(100, 0, 100, 0));
        BigDecimal exact = money("200.4"); // 2 x 100 and 0.2 %

        assertThat(said(venue.submit(market("a", Side.BUY, "2"), RULES, exact, NOON)))
                .containsExactly("fill 1: 2.000 at 100.00 fee 0.40000000");
        assertThat(
                        said(
                                venue.submit(
                                        market("b", Side.BUY, "2"),
                                        RULES,
                                        exact.subtract(money("0.00000001")),
                                        NOON)))
                .containsExactly(
                        "fill 1: 1.999 at 100.00 fee 0.39980000",
                        "cancelled: insufficient balance: needs 0.10020000, has 0.10019999");
        assertThat(said(venue.submit(market("c", Side.BUY, "2"), RULES, money("0.1"), NOON)))
                .containsExactly(
                        "rejected: insufficient balance: needs 200.40000000, has 0.10000000");
    }

    @Test
    void anOrderThatTheExchangeWouldNotHaveIsRejected() {
        show(quote(100, 0, 100.01, 0));

        assertThat(submit(market("a", Side.BUY, "0.0015")))
                .containsExactly("rejected: quantity 0.0015 is no multiple of the step 0.001");
        assertThat(submit(limit("b", Side.BUY, TimeInForce.GTC, "1", "99.005")))
                .containsExactly("rejected: price 99.005 is no multiple of the tick 0.01");
    }

    @Test
    void aBotHasOnlySoManyOpenOrders() {
        venue = new PaperVenue(new PaperTerms(FEES, 0, Duration.ZERO, 2));
        show(quote(100, 0, 100.01, 0));
        for (String id : List.of("a", "b")) {
            var _ = submit(limit(id, Side.BUY, TimeInForce.GTC, "1", "99"));
        }

        assertThat(submit(limit("a", Side.BUY, TimeInForce.GTC, "1", "99")))
                .containsExactly("rejected: there is an open order with that id");
        assertThat(submit(limit("c", Side.BUY, TimeInForce.GTC, "1", "99")))
                .containsExactly("rejected: bot has 2 open orders, the limit is 2");
        var _ = venue.cancel("a", "room", NOON);
        assertThat(submit(limit("c", Side.BUY, TimeInForce.GTC, "1", "99"))).isEmpty();
    }

    private List<String> submit(Order order) {
        return said(venue.submit(order, RULES, RICH, NOON));
    }

    private List<String> show(PriceUpdated price) {
        return said(venue.onPrice(price, NOON));
    }

    private static PaperVenue venue(int slippageTicks, Duration latency) {
        return new PaperVenue(new PaperTerms(FEES, slippageTicks, latency, 20));
    }

    private static List<String> said(List<VenueResult> results) {
        return results.stream().map(PaperVenueTest::said).toList();
    }

    private static String said(VenueResult result) {
        return switch (result) {
            case VenueResult.Filled fill ->
                    "fill %d: %s at %s fee %s"
                            .formatted(fill.number(), fill.quantity(), fill.price(), fill.fee());
            case VenueResult.Cancelled end -> "cancelled: " + end.reason();
            case VenueResult.Expired _ -> "expired";
            case VenueResult.Rejected end -> "rejected: " + end.reason();
        };
    }
}
