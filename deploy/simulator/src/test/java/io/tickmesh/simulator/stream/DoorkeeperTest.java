package io.tickmesh.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoorkeeperTest {

    private static final long SECOND = 1_000_000_000L;

    private final Doorkeeper doorkeeper = new Doorkeeper(StreamLimits.ofExchange());

    @Test
    void admitsThreeHundredAttemptsOfAnAddressInFiveMinutes() {
        for (int i = 0; i < 300; i++) {
            assertThat(doorkeeper.admit("a", i)).isEqualTo(Doorkeeper.Verdict.ADMITTED);
        }

        assertThat(doorkeeper.admit("a", 299 * SECOND))
                .isEqualTo(Doorkeeper.Verdict.TOO_MANY_ATTEMPTS);
        assertThat(doorkeeper.admit("b", 299 * SECOND)).isEqualTo(Doorkeeper.Verdict.ADMITTED);
        assertThat(doorkeeper.admit("a", 300 * SECOND)).isEqualTo(Doorkeeper.Verdict.ADMITTED);
    }

    @Test
    void bansAnAddressThatOffendsThreeTimes() {
        assertThat(doorkeeper.offended("a", 0)).isFalse();
        assertThat(doorkeeper.offended("a", 1)).isFalse();
        assertThat(doorkeeper.admit("a", 2)).isEqualTo(Doorkeeper.Verdict.ADMITTED);

        assertThat(doorkeeper.offended("a", 3)).isTrue();

        assertThat(doorkeeper.admit("a", 4)).isEqualTo(Doorkeeper.Verdict.BANNED);
        assertThat(doorkeeper.admit("b", 4)).isEqualTo(Doorkeeper.Verdict.ADMITTED);
        assertThat(doorkeeper.admit("a", 120 * SECOND + 3)).isEqualTo(Doorkeeper.Verdict.ADMITTED);
    }

    @Test
    void forgetsOffencesThatAreLongAgo() {
        for (int i = 0; i < 10; i++) {
            assertThat(doorkeeper.offended("a", i * 150L * SECOND)).isFalse();
        }
    }
}
