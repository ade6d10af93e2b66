package io.tickmesh.notify;

import static io.tickmesh.notify.Fixtures.NOON;
import static io.tickmesh.notify.Fixtures.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.notify.Delivery.Busy;
import io.tickmesh.notify.Delivery.Delivered;
import io.tickmesh.notify.Delivery.Failed;
import io.tickmesh.notify.Delivery.Refused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CourierTest {
    private final DataTime time = new DataTime(NOON);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeChannel channel = new FakeChannel();
    private final AlertQueue queue = new AlertQueue(10);
    private final List<String> outcomes = new ArrayList<>();
    private final Courier courier =
            new Courier(
                    channel,
                    queue,
                    time,
                    new SplittableRandom(3),
                    new ChannelMeters(meters, "fake", queue),
                    told -> outcomes.add(told.eventId() + " " + told.status()));

    @Test
    void deliversOneAtATimeAtThePaceOfTheChannel() {
        offer("a", "b", "c");
        assertThat(channel.texts).containsExactly("a");
        channel.answer(new Delivered());
        assertThat(channel.texts).containsExactly("a");
        time.advance(Duration.ofMillis(999));
        assertThat(channel.texts).containsExactly("a");
        time.advance(Duration.ofMillis(1));
        assertThat(channel.texts).containsExactly("a", "b");

        time.advance(Duration.ofSeconds(5));
        assertThat(channel.texts).as("b is still on its way").containsExactly("a", "b");
        channel.answer(new Delivered());
        time.advance(Duration.ofSeconds(1));
        channel.answer(new Delivered());
        assertThat(channel.texts).containsExactly("a", "b", "c");
        assertThat(outcome("delivered")).isEqualTo(3);
        assertThat(outcomes)
                .containsExactly(
                        "event-of-a DELIVERED", "event-of-b DELIVERED", "event-of-c DELIVERED");

        // Idle again, but the pace holds.
        offer("d");
        assertThat(channel.texts).hasSize(3);
        time.advance(Duration.ofSeconds(1));
        assertThat(channel.texts).hasSize(4);
    }

    @Test
    void comesBackExactlyWhenItIsToldTo() {
        offer("a");
        for (int round = 1; round <= 20; round++) {
            channel.answer(new Busy(Duration.ofSeconds(14)));
            time.advance(Duration.ofMillis(13_999));
            assertThat(channel.texts).hasSize(round);
            time.advance(Duration.ofMillis(1));
            assertThat(channel.texts).hasSize(round + 1).containsOnly("a");
        }
        channel.answer(new Delivered());
        assertThat(outcome("delivered")).isEqualTo(1);
        assertThat(meters.get("tickmesh.alert.retries").counter().count()).isEqualTo(20);
    }

    @Test
    void retriesWithGrowingJitteredDelaysAndGivesUp() {
        offer("a", "b");
        long[] longest = {1_000, 2_000, 4_000, 8_000};
        for (int failures = 1; failures <= 4; failures++) {
            channel.answer(new Failed("HTTP 500"));
            // Never faster than half of the delay or the pace, never later than the delay.
            time.advance(Duration.ofMillis(Math.max(1_000, longest[failures - 1] / 2) - 1));
            assertThat(channel.texts).hasSize(failures);
            time.advance(Duration.ofMillis(longest[failures - 1] / 2 + 1));
            assertThat(channel.texts).hasSize(failures + 1).containsOnly("a");
        }
        channel.answer(new Failed("HTTP 500"));
        assertThat(outcome("failed")).isEqualTo(1);
        assertThat(outcomes).containsExactly("event-of-a FAILED");
        time.advance(Duration.ofSeconds(16));
        assertThat(channel.texts.getLast()).isEqualTo("b");
    }

    @Test
    void aFailedFutureAndAThrowingChannelAreFailuresToo() {
        channel.throwing = true;
        offer("a");
        channel.throwing = false;
        time.advance(Duration.ofSeconds(1));
        channel.pending.removeFirst().fail(new IllegalStateException("boom"));
        time.advance(Duration.ofSeconds(2));
        channel.answer(new Delivered());

        assertThat(channel.texts).containsExactly("a", "a", "a");
        assertThat(outcome("delivered")).isEqualTo(1);
    }

    @Test
    void aHangingDeliveryTimesOutAndItsLateAnswerIsIgnored() {
        offer("a");
        time.advance(Duration.ofSeconds(10));
        time.advance(Duration.ofSeconds(1));
        assertThat(channel.texts).containsExactly("a", "a");

        channel.pending.removeFirst().complete(new Delivered());
        assertThat(outcome("delivered")).isZero();
        channel.answer(new Delivered());
        assertThat(outcome("delivered")).isEqualTo(1);
    }

    @Test
    void refusedAlertsAreNotRetriedAndTheNextWaitLonger() {
        offer("a", "b", "c", "d");
        for (String next : List.of("b", "c", "d")) {
            channel.answer(new Refused("HTTP 403 Forbidden"));
            time.advance(Duration.ofSeconds(4));
            assertThat(channel.texts.getLast()).isEqualTo(next);
        }
        assertThat(channel.texts).containsExactly("a", "b", "c", "d");
        channel.answer(new Refused("HTTP 403 Forbidden"));
        offer("e");
        time.advance(Duration.ofSeconds(3));
        assertThat(channel.texts).hasSize(4);
        assertThat(outcome("refused")).isEqualTo(4);
    }

    @Test
    void whatDoesNotFitIsDroppedAndCountedButNoCritical() {
        offer("first");
        for (int i = 0; i < 10_000; i++) {
            courier.accept(alert(Severity.INFO, "i" + i));
            if (i == 5_000) {
                courier.accept(alert(Severity.CRITICAL, "c"));
            }
        }
        assertThat(queue.size()).isEqualTo(10);
        assertThat(outcome("dropped")).isEqualTo(9_991);
        assertThat(outcomes).hasSize(9_991).allMatch(it -> it.endsWith(" DROPPED"));
        assertThat(meters.get("tickmesh.alert.queue").gauge().value()).isEqualTo(10);

        channel.answer(new Delivered());
        time.advance(Duration.ofSeconds(1));
        assertThat(channel.texts.getLast()).isEqualTo("c");
    }

    @Test
    void deliversNothingAfterItIsClosed() {
        offer("a", "b");
        courier.close();
        channel.answer(new Delivered());
        offer("c");
        time.advance(Duration.ofMinutes(5));

        assertThat(channel.texts).containsExactly("a");
        assertThat(outcomes).as("what waits is left to the next").isEmpty();
    }

    private void offer(String... texts) {
        for (String text : texts) {
            courier.accept(alert(Severity.INFO, text));
        }
    }

    private double outcome(String outcome) {
        return meters.get("tickmesh.alerts").tag("outcome", outcome).counter().count();
    }

    private static final class FakeChannel implements Channel {
        private final List<String> texts = new ArrayList<>();
        private final Deque<Promise<Delivery>> pending = new ArrayDeque<>();
        private boolean throwing;

        void answer(Delivery delivery) {
            pending.removeFirst().complete(delivery);
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Duration pace() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Future<Delivery> deliver(Alert alert) {
            texts.add(alert.text());
            if (throwing) {
                throw new IllegalStateException("boom");
            }
            Promise<Delivery> promise = Promise.promise();
            pending.addLast(promise);
            return promise.future();
        }
    }
}
