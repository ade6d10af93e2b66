package io.tickmesh.notify;

import static io.tickmesh.notify.Fixtures.NOON;
import static io.tickmesh.notify.Fixtures.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.request.NotificationView.DeliveryStatus;
import io.tickmesh.mesh.time.DataTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final List<String> PHONE = List.of("phone");

    private final DataTime time = new DataTime(NOON);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> sent = new ArrayList<>();
    private final List<Outbox.Batch> batches = new ArrayList<>();
    private final Deque<Promise<Void>> writes = new ArrayDeque<>();
    private final Outbox outbox =
            new Outbox(time, Map.of("phone", alert -> sent.add(alert.text())), meters);

    @Test
    void sendsWhenItIsWritten() {
        open();
        outbox.accept(alert(Severity.INFO, "a"), PHONE);
        assertThat(sent).isEmpty();
        assertThat(batches.getFirst().alerts().getFirst().deliveries())
                .extracting(Told::channel, Told::status)
                .containsExactly(tuple("phone", DeliveryStatus.WAITING));

        writes.removeFirst().complete();
        time.advance(Duration.ofSeconds(5));

        assertThat(sent).containsExactly("a");
    }

    @Test
    void sendsAfterASecondWhatCannotBeWrittenAndWritesWhatBecameOfItLater() {
        outbox.accept(alert(Severity.INFO, "a"), PHONE);
        time.advance(Duration.ofSeconds(1));
        assertThat(sent).containsExactly("a");
        note("a", DeliveryStatus.DELIVERED);

        open();

        assertThat(batches.getFirst().alerts().getFirst().deliveries())
                .extracting(Told::status)
                .containsExactly(DeliveryStatus.DELIVERED);
        writes.removeFirst().complete();
        assertThat(sent).hasSize(1);
        assertThat(batches).hasSize(1);
    }

    @Test
    void tellsAnEventOnce() {
        open();
        for (int i = 0; i < 3; i++) {
            outbox.accept(alert(Severity.INFO, "a"), PHONE);
        }
        writes.removeFirst().complete();
        outbox.accept(alert(Severity.INFO, "a"), PHONE);

        assertThat(sent).containsExactly("a");
        assertThat(batches).hasSize(1);
    }

    @Test
    void sendsWhatAnEarlierRunLeftAndNothingThatItKnew() {
        outbox.open(
                this::write,
                List.of(
                        new AlertStore.Waiting(alert(Severity.INFO, "left"), "phone", "node"),
                        new AlertStore.Waiting(alert(Severity.INFO, "left"), "fax", "node")),
                List.of("event-of-left", "event-of-old"));
        outbox.accept(alert(Severity.INFO, "left"), PHONE);
        outbox.accept(alert(Severity.INFO, "old"), PHONE);

        assertThat(sent).containsExactly("left");
        assertThat(batches.getFirst().notes())
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.channel()).isEqualTo("fax");
                    assertThat(told.status()).isEqualTo(DeliveryStatus.DROPPED);
                });
    }

    @Test
    void notesFollowTheirAlertIntoTheNextBatch() {
        open();
        outbox.accept(alert(Severity.INFO, "a"), PHONE);
        time.advance(Duration.ofSeconds(1));
        note("a", DeliveryStatus.FAILED);
        note("a", DeliveryStatus.DELIVERED);
        assertThat(batches).hasSize(1);
        writes.removeFirst().complete();

        assertThat(batches.getLast().notes())
                .extracting(Told::status)
                .containsExactly(DeliveryStatus.DELIVERED);
    }

    @Test
    void sendsAtOnceWhatFindsNoRoomAndCountsIt() {
        for (int i = 0; i < 10_003; i++) {
            outbox.accept(alert(Severity.INFO, "a" + i), PHONE);
        }

        assertThat(sent).containsExactly("a10000", "a10001", "a10002");
        assertThat(meters.get("tickmesh.alerts.unwritten").counter().count()).isEqualTo(3);
    }

    @Test
    void whatCannotBeWrittenAtAllIsSentAndCounted() {
        open();
        outbox.accept(alert(Severity.INFO, "a"), PHONE);
        writes.removeFirst().fail("no such table");

        assertThat(sent).containsExactly("a");
        assertThat(meters.get("tickmesh.alerts.unwritten").counter().count()).isEqualTo(1);
    }

    private void open() {
        outbox.open(this::write, List.of(), List.of());
    }

    private Future<Void> write(Outbox.Batch batch) {
        batches.add(batch);
        Promise<Void> written = Promise.promise();
        writes.add(written);
        return written.future();
    }

    private void note(String text, DeliveryStatus status) {
        outbox.note(new Told("event-of-" + text, "phone", status, time.instant(), null));
    }
}
