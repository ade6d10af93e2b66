package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DivergenceTest {
    private long nanos;
    private final Divergence divergence = new Divergence(Duration.ofSeconds(15), () -> nanos);

    @Test
    void tellsOfANodeThatIsListedAndNotHeardOnceInAWhile() {
        assertThat(overdueAfter(0, Set.of("b"))).isEmpty();
        assertThat(overdueAfter(15, Set.of("b"))).isEmpty();
        assertThat(overdueAfter(1, Set.of("b"))).containsExactly("a");
        assertThat(overdueAfter(15, Set.of("b"))).isEmpty();
        assertThat(overdueAfter(1, Set.of("b"))).containsExactly("a");
    }

    @Test
    void aNodeThatIsHeardInBetweenBeginsAnew() {
        overdueAfter(0, Set.of("b"));
        overdueAfter(10, Set.of("a", "b"));

        assertThat(overdueAfter(10, Set.of("b"))).isEmpty();
        assertThat(overdueAfter(10, Set.of("b"))).isEmpty();
        assertThat(overdueAfter(6, Set.of("b"))).containsExactly("a");
    }

    private Set<String> overdueAfter(int seconds, Set<String> heard) {
        nanos += Duration.ofSeconds(seconds).toNanos();
        return divergence.overdue(Set.of("a", "b"), heard);
    }
}
