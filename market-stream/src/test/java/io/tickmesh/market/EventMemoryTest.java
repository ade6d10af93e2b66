package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.request.RecallMarketEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventMemoryTest {
    private static final Instant START = Instant.ofEpochSecond(1_000);

    private final EventMemory memory = new EventMemory(5, START);

    @Test
    void tellsWhatWasPublishedSinceATimeInOrder() {
        add(1, 2, 3, 4);

        RecalledEvents answer = recall(3, null, 10);

        assertThat(ids(answer)).containsExactly("3", "4");
        assertThat(answer.next()).isNull();
        assertThat(answer.complete()).isTrue();
    }

    @Test
    void tellsItPageByPageAlsoWhenMoreComes() {
        add(1, 2, 3);
        RecalledEvents first = recall(1, null, 2);
        add(4);
        RecalledEvents second = recall(1, first.next(), 2);

        assertThat(ids(first)).containsExactly("1", "2");
        assertThat(ids(second)).containsExactly("3", "4");
        assertThat(second.next()).isNull();
        assertThat(second.complete()).isTrue();
    }

    @Test
    void saysWhatItHasForgotten() {
        add(1, 2, 3, 4, 5, 6, 7);

        assertThat(recall(2, null, 10).complete()).isFalse();
        assertThat(recall(3, null, 10).complete()).isTrue();
        assertThat(ids(recall(0, null, 10))).containsExactly("3", "4", "5", "6", "7");
    }

    @Test
    void saysThatAPageWasForgottenMeanwhile() {
        add(1, 2, 3, 4, 5);
        RecalledEvents first = recall(1, null, 1);
        add(6, 7);

        assertThat(recall(1, first.next(), 10).complete()).isFalse();
        assertThat(recall(1, "nonsense", 10).complete()).isFalse();
    }

    @Test
    void doesNotKnowWhatWasBeforeItBegan() {
        assertThat(recall(0, null, 10).complete()).isFalse();
        assertThat(recall(1, null, 10).complete()).isTrue();
    }

    @Test
    void knowsNothingBeforeSomethingWasMissed() {
        add(1, 2);
        memory.missed(1, START.plusSeconds(3));
        add(4);

        assertThat(recall(2, null, 10).complete()).isFalse();
        RecalledEvents after = recall(4, null, 10);
        assertThat(after.complete()).isTrue();
        assertThat(ids(after)).containsExactly("4");
    }

    @Test
    void joinsWhatSeveralNodesRememberPageByPage() {
        EventMemory other = new EventMemory(5, START.plusSeconds(2));
        add(1, 2, 3, 5);
        add(other, 3, 4, 5, 6);

        RecalledEvents first = join(other, null, 4);
        RecalledEvents second = join(other, first.next(), 4);

        assertThat(ids(first)).containsExactly("1", "2", "3", "4");
        assertThat(ids(second)).containsExactly("5", "6");
        assertThat(second.next()).isNull();
        assertThat(first.complete()).isTrue();
    }

    private RecalledEvents join(EventMemory other, @Nullable String cursor, int limit) {
        RecallMarketEvents question = new RecallMarketEvents(START.plusSeconds(1), cursor, limit);
        return EventMemory.join(limit, List.of(memory.recall(question), other.recall(question)));
    }

    private void add(int... seconds) {
        add(memory, seconds);
    }

    private static void add(EventMemory memory, int... seconds) {
        for (int second : seconds) {
            Instant time = START.plusSeconds(second);
            Header header =
                    new Header(
                            Integer.toString(second),
                            time,
                            "alpha",
                            null,
                            time.getEpochSecond() * 1_000_000);
            memory.add(
                    new FeedStatusChanged(
                            header, "binance", FeedStatus.CONNECTED, List.of(), null, "again"));
        }
    }

    private RecalledEvents recall(int second, @Nullable String cursor, int limit) {
        return memory.recall(new RecallMarketEvents(START.plusSeconds(second), cursor, limit));
    }

    private static List<String> ids(RecalledEvents answer) {
        List<String> ids = new ArrayList<>();
        for (Event event : answer.items()) {
            ids.add(event.id());
        }
        return ids;
    }
}
