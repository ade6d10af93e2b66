package io.tickmesh.market.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.time.DataTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WeightBudgetTest {
    private final DataTime clock = new DataTime(Instant.parse("2021-05-19T12:00:10Z"));
    private final WeightBudget budget = new WeightBudget(100, 0.8, clock);

    @Test
    void grantsItsShareAndThenNothingUntilTheNextMinute() {
        for (int i = 0; i < 40; i++) {
            assertThat(budget.take(2)).isZero();
        }
        assertThat(budget.take(2)).isEqualTo(Duration.ofSeconds(50));
        assertThat(budget.used()).isEqualTo(80);

        clock.advance(Duration.ofSeconds(50));

        assertThat(budget.take(2)).isZero();
        assertThat(budget.used()).isEqualTo(2);
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
        clock.advance(Duration.ofSeconds(89));
        assertThat(budget.take(1)).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(budget.take(1)).isZero();
    }

    @Test
    void letsARequestThatWeighsMoreThanAllPassAlone() {
        assertThat(budget.take(500)).isZero();
        assertThat(budget.take(500)).isPositive();
        clock.advance(Duration.ofMinutes(1));
        assertThat(budget.take(500)).isZero();
    }
}
