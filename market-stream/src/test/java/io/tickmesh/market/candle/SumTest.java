package io.tickmesh.market.candle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SumTest {
    @Test
    void isThatOfTheDecimalsHoweverManyThereAre() {
        Sum sum = new Sum();
        for (int i = 0; i < 10_000_000; i++) {
            sum.add(0.1);
        }
        assertThat(sum.value()).isEqualTo(1_000_000);

        sum.set(1e15);
        for (int i = 0; i < 100_000; i++) {
            sum.add(0.00001);
        }
        assertThat(sum.value()).isEqualTo(1e15 + 1);
    }
}
