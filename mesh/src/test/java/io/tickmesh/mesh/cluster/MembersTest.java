package io.tickmesh.mesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MembersTest {
    private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");

    private long nanos;
    private final Members members = new Members(Duration.ofSeconds(2), () -> nanos);

    @Test
    void forgetsANodeThatFellSilent() {
        members.heard(heartbeat("a", STARTED, 1, ServiceState.READY));
        nanos = Duration.ofSeconds(2).toNanos();
        assertThat(members.expire()).isEmpty();

        nanos++;

        assertThat(members.expire()).isNotEmpty();
        assertThat(members.nodes()).isEmpty();
    }

    @Test
    void tellsAChangeFromARepetition() {
        assertThat(members.heard(heartbeat("a", STARTED, 1, ServiceState.STARTING))).isTrue();
        assertThat(members.heard(heartbeat("a", STARTED, 2, ServiceState.STARTING))).isFalse();
        assertThat(members.heard(heartbeat("a", STARTED, 3, ServiceState.READY))).isTrue();
        assertThat(members.ready(ServiceName.GATEWAY)).containsExactly("a");
    }

    @Test
    void ignoresALateHeartbeatButNotARestart() {
        members.heard(heartbeat("a", STARTED, 5, ServiceState.READY));

        assertThat(members.heard(heartbeat("a", STARTED, 4, ServiceState.STARTING))).isFalse();
        assertThat(members.heard(heartbeat("a", STARTED.plusSeconds(1), 0, ServiceState.STARTING)))
                .isTrue();
        assertThat(members.ready(ServiceName.GATEWAY)).isEmpty();
    }

    private static Heartbeat heartbeat(
            String node, Instant startedAt, long sequence, ServiceState state) {
        return new Heartbeat(
                node,
                startedAt,
                sequence,
                Map.of(ServiceName.GATEWAY, state),
                List.of(),
                Map.of(),
                Map.of());
    }
}
