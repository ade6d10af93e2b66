package io.tickmesh.bot.execution;

import static io.tickmesh.bot.execution.Orders.NOON;
import static io.tickmesh.bot.execution.Orders.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderStateTest {
    private static final BigDecimal ORDERED = money("10");
    private static final Order ORDER = Orders.market("o", Side.BUY, "10");

    @Test
    void whateverHappensTheSumsAreRightAndWhatIsStoredComesBack() {
        Set<String> ends = new HashSet<>();
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            OrderState state = new OrderState.Intended(NOON);
            BigDecimal filled = BigDecimal.ZERO;
            BigDecimal value = BigDecimal.ZERO;
            Instant now = NOON;
            while (state instanceof OrderState.Open open) {
                now = now.plusMillis(1);
                BigDecimal part = BigDecimal.valueOf(1 + random.nextInt(4_000), 3);
                boolean fits = filled.add(part).compareTo(ORDERED) <= 0;
                state = next(open, fits ? part : ORDERED.subtract(filled), random, now);
                BigDecimal more = state.executed().quantity().subtract(filled);
                filled = filled.add(more);
                value = value.add(more.multiply(BigDecimal.TWO));

                assertThat(state.since()).isEqualTo(now);
                assertThat(filled).isLessThanOrEqualTo(ORDERED);
                assertThat(state.executed().value()).isEqualByComparingTo(value);
                assertThat(new TrackedOrder(ORDER, state).remaining())
                        .isEqualByComparingTo(ORDERED.subtract(filled));
                assertThat(
                                OrderState.of(
                                        state.label(),
                                        state.since(),
                                        state.executed(),
                                        state.reason()))
                        .isEqualTo(state);
            }
            assertThat(state instanceof OrderState.Filled)
                    .isEqualTo(filled.compareTo(ORDERED) == 0);
            ends.add(state.label());
        }
        assertThat(ends).containsExactlyInAnyOrder("FILLED", "CANCELLED", "EXPIRED", "REJECTED");
    }

    private static OrderState next(
            OrderState.Open state, BigDecimal part, Random random, Instant now) {
        int event = random.nextInt(10);
        return switch (state) {
            case OrderState.Intended intended ->
                    switch (event) {
                        case 0 -> intended.rejected(now, "no");
                        case 1 -> intended.cancelled(now, "not sent");
                        default -> intended.placed(now);
                    };
            case OrderState.Working working ->
                    switch (event) {
                        case 0 -> working.cancelled(now, "enough");
                        case 1 -> working.expired(now, "late");
                        case 2 ->
                                working instanceof OrderState.Placed placed
                                        ? placed.rejected(now, "no")
                                        : working.cancelled(now, "enough");
                        default ->
                                working.filled(ORDERED, part, BigDecimal.TWO, BigDecimal.ONE, now);
                    };
        };
    }

    @Test
    void moreThanWasOrderedIsNeverFilled() {
        OrderState.Placed placed = new OrderState.Placed(NOON);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> fill(placed, "10.001"))
                .withMessage("fill must be above 0 and at most 10, was 10.001");
        assertThatIllegalArgumentException().isThrownBy(() -> fill(placed, "0"));
    }

    @Test
    void anOrderThatIsFilledInPartCannotBeRejected() {
        OrderState.PartiallyFilled part =
                new OrderState.PartiallyFilled(
                        NOON, Executed.NONE.plus(money("1"), money("2"), money("0")));

        assertThatIllegalStateException()
                .isThrownBy(() -> new VenueResult.Rejected(ORDER, "no", NOON).apply(part));
    }

    @Test
    void peopleSeeTheAverageAndTheReasonOfTheEnd() {
        OrderState state = fill(new OrderState.Placed(NOON), "4");
        OrderState more =
                ((OrderState.Working) state)
                        .filled(ORDERED, money("1"), money("3"), money("1"), NOON);
        TrackedOrder order = new TrackedOrder(ORDER, more);

        assertThat(order.view().averagePrice()).isEqualByComparingTo("2.2");
        assertThat(order.view().status()).isEqualTo("PARTIALLY_FILLED");
        assertThat(order.view().reason()).isEqualTo("because");
        assertThat(order.in(((OrderState.Working) more).cancelled(NOON, "enough")).view().reason())
                .isEqualTo("enough");
    }

    private static OrderState fill(OrderState.Working state, String quantity) {
        return state.filled(ORDERED, money(quantity), BigDecimal.TWO, BigDecimal.ONE, NOON);
    }
}
