package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// A client of one gateway goes on at another one beside it, which has a memory of its own.
class ManyGatewaysTest {
    private final FakeOwners owners = new FakeOwners();

    @Test
    void aClientGoesOnAtAnotherGatewayThatHeardTheSame() {
        try (TestGateway gateway = TestGateway.start()) {
            owners.serve(gateway.services);
            GatewayVerticle other = gateway.startAnother();

            assertThat(movesTo(gateway, () -> other)).isZero();
        }
    }

    @Test
    void aClientGoesOnAtAnotherGatewayThatAsksTheOwnersBecauseItStartedLater() {
        try (TestGateway gateway = TestGateway.start()) {
            owners.serve(gateway.services);

            assertThat(movesTo(gateway, gateway::startAnother)).isPositive();
        }
    }

    /// Reads here, and there what comes while nobody reads and after; returns how often the owners were asked.
    private int movesTo(TestGateway here, Supplier<GatewayVerticle> there) {
        List<Event> all = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (SseReader reader = here.events("")) {
            reader.nextOrComment();
            all.addAll(ResumeTest.publish(here, 5));
            owners.log.addAll(all);
            seen.addAll(ResumeTest.ids(reader, 5));
        }
        all.addAll(publish(here, 4));
        GatewayVerticle other = there.get();
        String query = "/api/v1/events?lastEventId=" + seen.getLast();
        try (SseReader reader = new SseReader(other.port(), query)) {
            seen.addAll(ResumeTest.ids(reader, 4));
            all.addAll(publish(here, 3));
            seen.addAll(ResumeTest.ids(reader, 3));
        }
        assertThat(seen).as("nothing lost, nothing doubled").isEqualTo(ResumeTest.idsOf(all));
        return owners.asked.get();
    }

    private List<Event> publish(TestGateway gateway, int count) {
        List<Event> events = ResumeTest.publish(gateway, count);
        owners.log.addAll(events);
        ResumeTest.settle(gateway);
        return events;
    }
}
