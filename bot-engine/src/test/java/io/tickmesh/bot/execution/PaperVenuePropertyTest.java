package io.tickmesh.bot.execution;

import static io.tickmesh.bot.execution.Orders.NOON;
import static io.tickmesh.bot.execution.Orders.RULES;
import static io.tickmesh.bot.execution.Orders.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random orders on a random market.
class PaperVenuePropertyTest {
    private static final int STEPS = 3_000;
    private static final List<OrderType> TYPES = List.of(OrderType.values());
    private static final List<TimeInForce> TIMES = List.of(TimeInForce.values());
    private static final Fees FEES = new Fees(money("0.0007"), money("0.0011"));

    private final Map<String, OrderState> states = new HashMap<>();
    private final Map<String, BigDecimal> budgets = new HashMap<>();
    private int filled;
    private int inParts;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noOrderGetsMoreThanItMayOrPaysMoreThanItHas(long seed) {
        List<VenueResult> results = run(seed, -1);

        for (VenueResult result : results) {
            check(result);
        }
        assertThat(filled).isGreaterThan(300);
        assertThat(inParts).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSameCallsLeadToTheSameResults(long seed) {
        assertThat(run(seed, -1)).isEqualTo(run(seed, -1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aRestartInTheMiddleChangesNothing(long seed) {
        List<VenueResult> stopped = run(seed, STEPS / 2);
        List<VenueResult> unbroken = run(seed, -1);

        assertThat(stopped).isEqualTo(unbroken);
    }

    private void check(VenueResult result) {
        Order order = result.order();
        OrderState state = states.getOrDefault(order.id(), new OrderState.Placed(NOON));
        assertThat(state).isInstanceOf(OrderState.Working.class); // nothing comes after an end
        OrderState next = result.apply((OrderState.Working) state);
        states.put(order.id(), next);
        if (result instanceof VenueResult.Filled fill) {
            filled++;
            inParts += fill.number() > 1 ? 1 : 0;
            assertThat(fill.number()).isEqualTo(next.executed().fills());
            assertThat(fill.quantity().remainder(RULES.stepSize())).isZero();
            assertThat(fill.price().remainder(RULES.tickSize())).isZero();
            BigDecimal limit = order.limitPrice();
            if (limit != null) {
                assertThat(order.side().signed(fill.price().subtract(limit)).signum())
                        .isNotPositive();
                assertThat(fill.maker() && fill.price().compareTo(limit) != 0).isFalse();
            }
            if (order.side() == Side.BUY) {
                assertThat(next.executed().value().add(next.executed().fee()))
                        .isLessThanOrEqualTo(budgets.get(order.id()));
            }
            if (order.timeInForce() == TimeInForce.FOK && order.type() != OrderType.STOP) {
                assertThat(next.executed().quantity()).isPositive();
            }
        }
        if (order.timeInForce() == TimeInForce.FOK && next instanceof OrderState.Cancelled end) {
            assertThat(end.executed()).isEqualTo(Executed.NONE);
        }
    }

    /// @param restart step after which the venue is built anew from what was stored; -1 for never
    private List<VenueResult> run(long seed, int restart) {
        Random random = new Random(seed);
        PaperVenue venue = venue();
        List<VenueResult> results = new ArrayList<>();
        Map<String, TrackedOrder> open = new LinkedHashMap<>();
        PriceUpdated last = Orders.price(100, 1, 100.01, 1, 100, 1);
        double mid = 100;
        for (int i = 0; i < STEPS; i++) {
            Instant now = NOON.plusMillis(100L * i);
            mid = Math.max(50, mid + random.nextGaussian() * 0.05);
            last = price(mid, random);
            List<VenueResult> step = new ArrayList<>(venue.onPrice(last, now));
            step.addAll(venue.onTime(now));
            note(step, open);
            results.addAll(step);
            if (random.nextInt(3) == 0) {
                Order order = order("o" + i, mid, now, random);
                BigDecimal budget =
                        FEES.cost(order.quantity(), order.judgedPrice())
                                .multiply(BigDecimal.valueOf(0.9 + random.nextDouble() * 0.2));
                budgets.put(order.id(), budget);
                open.put(order.id(), new TrackedOrder(order, new OrderState.Placed(now)));
                List<VenueResult> sent = venue.submit(order, RULES, budget, now);
                note(sent, open);
                results.addAll(sent);
            }
            if (i == restart) {
                venue = restarted(open, last, now);
            }
        }
        return results;
    }

    private PaperVenue restarted(Map<String, TrackedOrder> open, PriceUpdated last, Instant now) {
        PaperVenue venue = venue();
        var _ = venue.onPrice(last, now);
        assertThat(open).isNotEmpty();
        for (TrackedOrder order : open.values()) {
            Executed executed = order.state().executed();
            BigDecimal left =
                    Objects.requireNonNull(budgets.get(order.order().id()))
                            .subtract(executed.value())
                            .subtract(executed.fee());
            venue.restore(order, RULES, left);
        }
        return venue;
    }

    private static void note(List<VenueResult> results, Map<String, TrackedOrder> open) {
        for (VenueResult result : results) {
            TrackedOrder before = Objects.requireNonNull(open.get(result.order().id()));
            OrderState next = result.apply((OrderState.Working) before.state());
            if (next instanceof OrderState.Working) {
                open.put(result.order().id(), before.in(next));
            } else {
                open.remove(result.order().id());
            }
        }
    }

    private static PaperVenue venue() {
        return new PaperVenue(new PaperTerms(FEES, 2, Duration.ZERO, 1_000));
    }

    private static PriceUpdated price(double mid, Random random) {
        double bid = Math.floor(mid * 100) / 100;
        double ask = Math.round(bid * 100 + 1 + random.nextInt(3)) / 100.0;
        double last = random.nextBoolean() ? bid : ask;
        return Orders.price(
                bid,
                random.nextInt(4),
                ask,
                random.nextInt(4),
                last,
                random.nextInt(3_000) / 1_000.0);
    }

    private static Order order(String id, double mid, Instant now, Random random) {
        OrderType type = TYPES.get(random.nextInt(TYPES.size()));
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        BigDecimal price = RULES.price(mid + random.nextGaussian() * 0.3);
        String quantity = BigDecimal.valueOf(1_000 + random.nextInt(8_000), 3).toPlainString();
        @Nullable Instant end = random.nextBoolean() ? now.plusSeconds(random.nextInt(60)) : null;
        return Orders.order(
                id,
                side,
                type,
                TIMES.get(random.nextInt(TIMES.size())),
                quantity,
                type == OrderType.MARKET ? null : price.toPlainString(),
                end);
    }
}
