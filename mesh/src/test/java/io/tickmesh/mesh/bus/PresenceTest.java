package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PresenceTest {
    private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");

    private long nanos;
    private long sequence;
    private int changes;
    private final Presence presence = new Presence("self", () -> nanos);

    @BeforeEach
    void counts() {
        presence.onChange(() -> changes++);
    }

    @Test
    void aNodeThatTheClusterLostIsGoneAtOnce() {
        presence.begin(Set.of("self"));
        heard("other");

        presence.gone("other");

        assertThat(presence.ready(ServiceName.GATEWAY)).isEmpty();
        assertThat(changes).isEqualTo(2);
    }

    @Test
    void aNodeThatFellSilentIsMissedUntilItIsHeardOrGone() {
        presence.begin(Set.of("self"));
        heard("other");
        for (int look = 0; look < 6; look++) {
            passes(Presence.PERIOD);
            heard("self");
            presence.look();
        }

        assertThat(presence.ready(ServiceName.GATEWAY)).containsExactly("self");
        assertThat(presence.unreading()).containsExactly("other");

        heard("other");

        assertThat(presence.unreading()).isEmpty();
    }

    @Test
    void aNodeThatReadsTooSlowlyIsUnreadingUntilItHasCaughtUp() {
        presence.begin(Set.of("self"));
        for (long second = 1; second <= 4; second++) {
            passes(Duration.ofSeconds(1));
            presence.look();
            heard("other", Map.of("self", 0L, "other", second * 1_000));
            assertThat(presence.unreading()).hasSize(second <= 3 ? 0 : 1);
        }
        int before = changes;

        heard("other", Map.of("self", 1_000L, "other", 4_000L));

        assertThat(presence.unreading()).isEmpty();
        assertThat(changes).isEqualTo(before + 1);
    }

    @Test
    void aNodeWhoseHeartbeatsComeLateReadsAsWellAsAny() {
        presence.begin(Set.of("self"));
        heard("other", Map.of("self", 0L, "other", 77L));
        for (long second = 1; second <= 20; second++) {
            passes(Duration.ofSeconds(1));
            presence.look();
            heard("other", Map.of("self", second * 500, "other", 77 + second * 500));
        }

        assertThat(presence.unreading()).isEmpty();
    }

    @Test
    void whatANodeReadBeforeThisOneWasFrozenSaysNothing() {
        presence.begin(Set.of("self", "other"));
        heard("other", Map.of("self", 0L, "other", 0L));
        passes(Duration.ofSeconds(30));

        heard("other", Map.of("self", 0L, "other", 30_000L));
        presence.look();
        heard("other", Map.of("self", 0L, "other", 30_000L));

        assertThat(presence.unreading()).isEmpty();
    }

    @Test
    void aHeartbeatTellsHowFarTheOthersWereRead() {
        heard("other", Map.of("other", 77L, "third", 5L));

        passes(Duration.ofSeconds(1));

        assertThat(presence.clocks())
                .containsExactlyInAnyOrderEntriesOf(Map.of("other", 77L, "self", 1_000L));
    }

    @Test
    void aNodeThatWasFrozenForgetsNobodyBeforeItHasListened() {
        presence.begin(Set.of("self", "other"));
        heard("other");
        passes(Duration.ofSeconds(30));
        changes = 0;

        presence.look();

        assertThat(presence.ready(ServiceName.GATEWAY)).containsExactly("other");
        assertThat(presence.isSettled()).isFalse();
        assertThat(presence.interruptions()).isOne();
        assertThat(changes).isOne();

        listens(Duration.ofSeconds(1));
        heard("other");

        assertThat(presence.isSettled()).isTrue();
        assertThat(changes).isEqualTo(2);
    }

    @Test
    void aNodeThatWasFrozenAndHearsNobodyBelievesForAWhileThatItIsItself() {
        presence.state(ServiceName.GATEWAY, ServiceState.READY);
        presence.begin(Set.of("self", "other"));
        heard("other");
        passes(Duration.ofSeconds(30));
        presence.gone("other");
        presence.look();
        assertThat(presence.told()).containsEntry(ServiceName.GATEWAY, ServiceState.READY);

        listens(Duration.ofSeconds(12));

        assertThat(presence.ready(ServiceName.GATEWAY)).containsExactly("other");
        assertThat(presence.told()).containsEntry(ServiceName.GATEWAY, ServiceState.STARTING);
        assertThat(presence.isSettled()).isFalse();

        listens(Duration.ofSeconds(3));

        assertThat(presence.isSettled()).isTrue();
        assertThat(presence.ready(ServiceName.GATEWAY)).isEmpty();
        assertThat(presence.told()).containsEntry(ServiceName.GATEWAY, ServiceState.READY);
    }

    @Test
    void aNodeThatWasFrozenAndHearsSomebodyLetsTheOthersGoAsUsual() {
        presence.begin(Set.of("self", "other", "dead"));
        heard("other");
        heard("dead");
        passes(Duration.ofSeconds(30));
        presence.look();
        listens(Duration.ofSeconds(1));
        heard("other");

        presence.gone("dead");

        assertThat(presence.isSettled()).isTrue();
        assertThat(presence.ready(ServiceName.GATEWAY)).containsExactly("other");
    }

    @Test
    void whatWaitedForANodeThatWokeDoesNotLetItBelieveThatItIsAlone() {
        presence.begin(Set.of("self", "other"));
        heard("other");
        passes(Duration.ofSeconds(8));
        presence.look();
        heard("other");

        presence.gone("other");

        assertThat(presence.isSettled()).isFalse();
        assertThat(presence.ready(ServiceName.GATEWAY)).containsExactly("other");
    }

    @Test
    void aNodeThatHearsOnlyItselfAfterItWokeIsCutOff() {
        presence.begin(Set.of("self", "other"));
        heard("other");
        passes(Duration.ofSeconds(8));
        presence.look();
        listens(Duration.ofSeconds(1));
        heard("self");

        presence.gone("other");

        assertThat(presence.isSettled()).isFalse();
        assertThat(presence.ready(ServiceName.GATEWAY)).containsExactly("other", "self");
    }

    @Test
    void aNodeWithoutAClusterIsAlwaysSettled() {
        passes(Duration.ofSeconds(30));
        presence.look();

        assertThat(presence.isSettled()).isTrue();
        assertThat(presence.hasBegun()).isTrue();
        assertThat(presence.interruptions()).isZero();
    }

    @Test
    void tellsWhatIsKnownOfOneNodeWhileItLives() {
        presence.begin(Set.of("self"));
        heard("other");
        assertThat(presence.node("other")).map(Heartbeat::node).contains("other");

        presence.gone("other");

        assertThat(presence.node("other")).isEmpty();
    }

    private void listens(Duration duration) {
        for (long half = 0; half < duration.toMillis() / 500; half++) {
            passes(Duration.ofMillis(500));
            presence.look();
        }
    }

    private void heard(String node) {
        heard(node, Map.of());
    }

    private void heard(String node, Map<String, Long> clocks) {
        presence.heard(
                new Heartbeat(
                        node,
                        STARTED,
                        sequence++,
                        Map.of(ServiceName.GATEWAY, ServiceState.READY),
                        List.of(),
                        Map.of(),
                        clocks));
    }

    private void passes(Duration duration) {
        nanos += duration.toNanos();
    }
}
