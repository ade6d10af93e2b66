package io.tickmesh.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageAllowanceTest {

    private static final long SECOND = 1_000_000_000L;

    private final MessageAllowance allowance = new MessageAllowance(StreamLimits.ofExchange());

    @Test
    void allowsFiveMessagesInAnySecond() {
        for (int i = 0; i < 100; i++) {
            assertThat(allowance.take(i * SECOND / 5)).isTrue();
        }
    }

    @Test
    void countsOverASlidingSecond() {
        for (int i = 0; i < 5; i++) {
            assertThat(allowance.take(i * SECOND / 10)).isTrue();
        }

        assertThat(allowance.take(SECOND - 1)).isFalse();
    }
}
