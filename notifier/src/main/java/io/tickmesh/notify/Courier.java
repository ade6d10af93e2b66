package io.tickmesh.notify;

import io.tickmesh.mesh.request.NotificationView.DeliveryStatus;
import io.tickmesh.mesh.time.MeshTime;
import io.tickmesh.notify.Delivery.Busy;
import io.tickmesh.notify.Delivery.Delivered;
import io.tickmesh.notify.Delivery.Elsewhere;
import io.tickmesh.notify.Delivery.Failed;
import io.tickmesh.notify.Delivery.Refused;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes alerts from a queue to a channel, one at a time, at the channel's pace. Whatever the channel does, [#accept] returns
/// at once. Not thread-safe: everything, timers included, runs on the notifier's context.
///
/// An attempt that fails or takes too long is repeated with growing, jittered, capped delays, a limited number of times; one
/// that timed out may have arrived, so that a message can come twice. When the other side says when to come back, that is
/// obeyed, however often. Refused alerts are given up, and the next one waits longer.
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 10;

    private final Channel channel;
    private final AlertQueue queue;
    private final MeshTime time;
    private final RandomGenerator random;
    private final ChannelMeters meters;
    private final Consumer<Told> outcomes;

    private boolean idle = true;
    private @Nullable Alert current;
    private int attempts;
    private int failuresInARow;
    // Counts attempts, so that an answer after its time-out is recognised.
    private long attempt;
    private MeshTime.Timer timer = () -> {};
    private boolean closed;

    /// @param outcomes is told what became of each alert that does not wait any more
    Courier(
            Channel channel,
            AlertQueue queue,
            MeshTime time,
            RandomGenerator random,
            ChannelMeters meters,
            Consumer<Told> outcomes) {
        this.channel = channel;
        this.queue = queue;
        this.time = time;
        this.random = random;
        this.meters = meters;
        this.outcomes = outcomes;
    }

    /// Takes an alert; drops one, and counts that, if too many are waiting.
    void accept(Alert alert) {
        if (closed) {
            return;
        }
        Alert dropped = queue.offer(alert);
        if (dropped != null) {
            meters.dropped();
            tell(dropped, DeliveryStatus.DROPPED, "too many were waiting");
        }
        if (idle) {
            next();
        }
    }

    /// Delivers nothing more.
    void close() {
        closed = true;
        attempt++;
        timer.cancel();
        int undelivered = queue.size() + (current == null ? 0 : 1);
        if (undelivered > 0) {
            LOG.atWarn()
                    .addKeyValue("channel", channel.name())
                    .addKeyValue("alerts", undelivered)
                    .log(
                            "stopped before all alerts were delivered; those that are stored wait for the next start");
        }
    }

    private void next() {
        current = queue.poll();
        idle = current == null;
        attempts = 0;
        if (current != null) {
            attempt(current);
        }
    }

    private void attempt(Alert alert) {
        attempts++;
        long number = ++attempt;
        timer = time.after(channel.timeout(), () -> end(number, new Failed("no answer in time")));
        start(alert)
                .onComplete(
                        delivery -> end(number, delivery),
                        failure -> end(number, new Failed(failure.getClass().getSimpleName())));
    }

    private Future<Delivery> start(Alert alert) {
        try {
            return channel.deliver(alert);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void end(long number, Delivery delivery) {
        if (number != attempt) {
            return;
        }
        attempt++;
        timer.cancel();
        switch (delivery) {
            case Delivered _ -> {
                failuresInARow = 0;
                meters.delivered();
                if (current != null) {
                    tell(current, DeliveryStatus.DELIVERED, null);
                }
                current = null;
                after(channel.pace(), this::next);
            }
            case Elsewhere _ -> {
                current = null;
                next();
            }
            case Busy busy -> {
                attempts--;
                meters.retried();
                after(longer(busy.delay(), channel.pace()), this::again);
            }
            case Failed failed -> {
                failuresInARow++;
                if (attempts < ATTEMPTS) {
                    meters.retried();
                    after(delay(), this::again);
                } else {
                    giveUp(failed.reason());
                    meters.failed();
                }
            }
            case Refused refused -> {
                failuresInARow++;
                giveUp(refused.reason());
                meters.refused();
            }
        }
    }

    private void again() {
        if (current != null) {
            attempt(current);
        }
    }

    private void giveUp(String reason) {
        // The first failures are news, the thousandth is noise.
        if (Integer.bitCount(failuresInARow) == 1 || failuresInARow <= ATTEMPTS) {
            LOG.atWarn()
                    .addKeyValue("channel", channel.name())
                    .addKeyValue("reason", reason)
                    .addKeyValue("failuresInARow", failuresInARow)
                    .log("an alert was not delivered");
        }
        if (current != null) {
            tell(current, DeliveryStatus.FAILED, reason);
        }
        current = null;
        after(delay(), this::next);
    }

    private void tell(Alert alert, DeliveryStatus status, @Nullable String detail) {
        outcomes.accept(new Told(alert.eventId(), channel.name(), status, time.instant(), detail));
    }

    private void after(Duration delay, Runnable task) {
        timer = time.after(delay, task);
    }

    /// Between half and all of 1 s, 2 s, 4 s ... 1 min; never faster than the channel's pace.
    private Duration delay() {
        int doublings = Math.min(MOST_DOUBLINGS, failuresInARow - 1);
        long millis = Math.min(FIRST_DELAY.toMillis() << doublings, LONGEST_DELAY.toMillis());
        long jittered = millis / 2 + random.nextLong(millis / 2 + 1);
        return longer(Duration.ofMillis(jittered), channel.pace());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
