package io.tickmesh.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LivenessTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;

    private final Liveness liveness = new Liveness(StreamLimits.ofExchange(), false, 0);

    @Test
    void pingsEveryTwentySeconds() {
        assertThat(liveness.due(20 * SECOND - 1)).isEqualTo(Liveness.Due.NOTHING);
        assertThat(liveness.due(20 * SECOND)).isEqualTo(Liveness.Due.PING);

        String payload = liveness.ping(20 * SECOND);
        liveness.pong(payload);

        assertThat(liveness.due(40 * SECOND - 1)).isEqualTo(Liveness.Due.NOTHING);
        assertThat(liveness.due(40 * SECOND)).isEqualTo(Liveness.Due.PING);
    }

    @Test
    void findsAClientDeadAMinuteAfterAPingWithoutPong() {
        var _ = liveness.ping(20 * SECOND);
        String second = liveness.ping(40 * SECOND);

        assertThat(liveness.due(80 * SECOND - 1)).isEqualTo(Liveness.Due.PING);
        assertThat(liveness.due(80 * SECOND)).isEqualTo(Liveness.Due.NO_PONG);
        liveness.pong(second);
        assertThat(liveness.due(80 * SECOND)).isEqualTo(Liveness.Due.PING);
    }

    @Test
    void takesOnlyAPongWithThePayloadOfAPing() {
        var _ = liveness.ping(20 * SECOND);

        liveness.pong("");
        liveness.pong("2");
        assertThat(liveness.due(80 * SECOND)).isEqualTo(Liveness.Due.NO_PONG);

        liveness.pong("1");
        assertThat(liveness.due(80 * SECOND)).isEqualTo(Liveness.Due.PING);
    }

    @Test
    void warnsOnceBeforeTheEndOfADay() {
        long warning = 24 * HOUR - 600 * SECOND;
        liveness.pong(liveness.ping(warning - SECOND));

        assertThat(liveness.due(warning - 1)).isEqualTo(Liveness.Due.NOTHING);
        assertThat(liveness.due(warning)).isEqualTo(Liveness.Due.WARNING);
        liveness.warned();
        assertThat(liveness.due(warning)).isEqualTo(Liveness.Due.NOTHING);
        assertThat(liveness.due(24 * HOUR)).isEqualTo(Liveness.Due.END);
    }

    @Test
    void forgivesAReaderThatIsWaitedForAndPingsItOnlySoOften() {
        Liveness patient = new Liveness(StreamLimits.ofExchange(), true, 0);

        for (int i = 1; i <= 8; i++) {
            assertThat(patient.due(i * 20L * SECOND)).isEqualTo(Liveness.Due.PING);
            var _ = patient.ping(i * 20L * SECOND);
        }

        assertThat(patient.due(1_000 * SECOND)).isEqualTo(Liveness.Due.NOTHING);
    }
}
