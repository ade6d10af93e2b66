package io.tickmesh.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.gateway.stream.Backlog.Outcome;
import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.PriceUpdated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Counter encodings = new SimpleMeterRegistry().counter("encodings");
    private final Backlog backlog = new Backlog(3);

    @Test
    void keepsTheOrderOfEvents() {
        add(failure(1), failure(2), failure(3));

        assertThat(rest()).containsExactly("1", "2", "3");
        assertThat(backlog.takeDropped()).isZero();
    }

    @Test
    void dropsAndCountsTheOldestEventWhenFull() {
        assertThat(add(failure(1), failure(2), failure(3), failure(4), failure(5)))
                .containsExactly(
                        Outcome.KEPT, Outcome.KEPT, Outcome.KEPT, Outcome.DROPPED, Outcome.DROPPED);

        assertThat(rest()).containsExactly("3", "4", "5");
        assertThat(backlog.takeDropped()).isEqualTo(2);
        assertThat(backlog.takeDropped()).isZero();
    }

    @Test
    void keepsOnlyTheNewestPriceOfEachSymbol() {
        assertThat(add(price("A", 1), price("B", 2), price("A", 3)))
                .containsExactly(Outcome.KEPT, Outcome.KEPT, Outcome.CONFLATED);

        assertThat(rest()).containsExactly("A 3.0", "B 2.0");
    }

    @Test
    void neverDropsEventsForPrices() {
        add(failure(1), failure(2), failure(3));

        assertThat(add(price("A", 1), price("B", 1), price("C", 1))).containsOnly(Outcome.KEPT);
        assertThat(backlog.size()).isEqualTo(6);
    }

    @Test
    void hasRoomAgainForWhatWasTaken() {
        add(failure(1), failure(2), failure(3), price("A", 1));
        backlog.poll();
        backlog.poll();

        assertThat(add(failure(4), failure(5), failure(6)))
                .containsExactly(Outcome.KEPT, Outcome.KEPT, Outcome.DROPPED);
        assertThat(rest()).containsExactly("A 1.0", "4", "5", "6");
        assertThat(backlog.isEmpty()).isTrue();
        assertThat(backlog.poll()).isNull();
    }

    private List<Outcome> add(Event... events) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Event event : events) {
            outcomes.add(backlog.add(new EncodedEvent(event, encodings)));
        }
        return outcomes;
    }

    private List<String> rest() {
        List<String> names = new ArrayList<>();
        for (EncodedEvent next = backlog.poll(); next != null; next = backlog.poll()) {
            names.add(
                    next.event() instanceof PriceUpdated price
                            ? price.symbol() + " " + price.bid()
                            : next.event().id());
        }
        assertThat(encodings.count()).isZero();
        return names;
    }

    private static BotFailed failure(int id) {
        Header header = new Header(Integer.toString(id), Instant.EPOCH, "alpha", null, 0);
        return new BotFailed(header, "bot-01", "A", "error", 1);
    }

    private static PriceUpdated price(String symbol, double bid) {
        return new PriceUpdated("alpha", 0, 0, 0, 0, symbol, bid, 1, bid, 1, bid, 1);
    }
}
