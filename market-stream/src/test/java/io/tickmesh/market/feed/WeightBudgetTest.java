package io.tickmesh.market.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WeightBudgetTest {
    private static final long SECOND = 1_000_000_000;

    // A clock of this kind may begin anywhere, below zero too.
    private final AtomicLong nanos = new AtomicLong(-5 * SECOND);
    private final WeightBudget budget = new WeightBudget(100, 0.8, nanos::get);

    @Test
    void grantsItsShareAndThenNothingUntilWhatWasSpentIsAMinuteOld() {
        for (int i = 0; i < 40; i++) {
            assertThat(budget.take(2)).isZero();
        }
        passes(10);
        assertThat(budget.take(2)).isEqualTo(Duration.ofSeconds(51));
        assertThat(budget.used()).isEqualTo(80);

        passes(51);

        assertThat(budget.take(2)).isZero();
        assertThat(budget.used()).isEqualTo(2);
    }

    @Test
    void spendsInNoSixtySecondsMoreThanItsShare() {
        Random random = new Random(7);
        int[] spent = new int[2_000];
        for (int second = 0; second < spent.length; second++) {
            for (int i = 0; i < 5; i++) {
                int weight = 1 + random.nextInt(9);
                if (budget.take(weight).isZero()) {
                    spent[second] += weight;
                }
            }
            int sum = 0;
            for (int i = Math.max(0, second - 59); i <= second; i++) {
                sum += spent[i];
            }
            assertThat(sum).isLessThanOrEqualTo(80);
            passes(1);
        }
    }

    @Test
    void leavesHalfToWhatIsUrgent() {
        assertThat(budget.takeSpare(40)).isZero();
        assertThat(budget.takeSpare(1)).isPositive();
        assertThat(budget.take(40)).isZero();
        assertThat(budget.take(1)).isPositive();
    }

    @Test
    void believesTheExchangeWhereItCountedMore() {
        assertThat(budget.take(10)).isZero();
        budget.reported(79);

        assertThat(budget.take(2)).isPositive();

        budget.reported(3);
        assertThat(budget.used()).isEqualTo(79);
    }

    @Test
    void keepsStillAsLongAsTheExchangeDemands() {
        budget.blockFor(Duration.ofSeconds(90));
        budget.blockFor(Duration.ofSeconds(5));

        assertThat(budget.take(1)).isEqualTo(Duration.ofSeconds(90));
        assertThat(budget.blocked()).isEqualTo(Duration.ofSeconds(90));
        passes(89);
        assertThat(budget.take(1)).isEqualTo(Duration.ofSeconds(1));
        passes(1);
        assertThat(budget.take(1)).isZero();
    }

    @Test
    void letsARequestThatWeighsMoreThanAllPassAlone() {
        assertThat(budget.take(500)).isZero();
        Duration wait = budget.take(500);
        assertThat(wait).isPositive();
        nanos.addAndGet(wait.toNanos());
        assertThat(budget.take(500)).isZero();
    }

    @Test
    void spendsItsPartWhereNodesShareAndHoldsWhatAllHaveSpentAgainstTheWhole() {
        budget.share(4);

        assertThat(budget.take(20)).isZero();
        assertThat(budget.take(1)).isPositive();
        assertThat(budget.used()).isEqualTo(20);

        passes(61);
        budget.reported(70);
        assertThat(budget.take(10)).isZero();
        assertThat(budget.take(1)).isPositive();
        assertThat(budget.used()).isEqualTo(10);

        passes(61);
        budget.share(1);
        assertThat(budget.take(80)).isZero();
    }

    private void passes(long seconds) {
        nanos.addAndGet(seconds * SECOND);
    }
}
