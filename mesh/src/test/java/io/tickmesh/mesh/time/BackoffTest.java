package io.tickmesh.mesh.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration CAP = Duration.ofSeconds(30);

    @Test
    void doublesUpToTheCapWithinTheJitter() {
        for (int seed = 0; seed < 500; seed++) {
            Backoff backoff = new Backoff(FIRST, CAP, 0.3, new Random(seed));
            long longest = 500;
            for (int attempt = 0; attempt < 40; attempt++) {
                assertThat(backoff.next().toMillis())
                        .isBetween((long) (longest * 0.7) - 1, longest);
                longest = Math.min(30_000, longest * 2);
            }
        }
    }

    @Test
    void differsBetweenClients() {
        assertThat(new Backoff(FIRST, CAP, 0.3, new Random(1)).next())
                .isNotEqualTo(new Backoff(FIRST, CAP, 0.3, new Random(77)).next());
    }

    @Test
    void beginsAnewAfterASuccess() {
        Backoff backoff = new Backoff(FIRST, CAP, 0, new Random(1));
        backoff.next();
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));

        backoff.reset();

        assertThat(backoff.next()).isEqualTo(FIRST);
    }

    @Test
    void refusesImpossibleSettings() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(CAP, FIRST, 0, new Random(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(FIRST, CAP, 1.5, new Random(1)));
    }
}
