package io.tickmesh.risk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.event.Event;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what must not be forgotten. An event is published once it is written, together with the measurements that led to it;
/// decisions are written behind, in batches, and nobody waits for them. One batch is under way at a time. For one context.
///
/// While the database is away a batch waits, and what comes meanwhile queues up behind it. Where the queue of decisions is full the
/// oldest is dropped; an event that finds no room is published without being written, because people have to hear of it. Both are
/// counted.
final class RiskJournal {
    private static final Logger LOG = LoggerFactory.getLogger(RiskJournal.class);
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_DECISIONS = 10_000;
    private static final int BATCH = 500;
    private static final long SOON_MILLIS = 100;
    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final Function<Batch, Future<Void>> writer;
    private final Supplier<Measured> changes;
    private final Consumer<Event> publisher;
    private final Deque<Event> events = new ArrayDeque<>();
    private final Deque<Decision> decisions = new ArrayDeque<>();
    private final Counter dropped;
    private final Counter unwritten;
    private Future<Void> underWay = Future.succeededFuture();
    private boolean timed;
    private volatile int depth;

    /// @param writer writes a batch, in one transaction; tries again as long as that makes sense
    /// @param changes takes what was measured since it was last asked
    /// @param publisher takes the events that are written
    RiskJournal(
            Vertx vertx,
            Function<Batch, Future<Void>> writer,
            Supplier<Measured> changes,
            Consumer<Event> publisher,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.writer = writer;
        this.changes = changes;
        this.publisher = publisher;
        dropped = meters.counter("tickmesh.risk.journal.dropped", "kind", "decision");
        unwritten = meters.counter("tickmesh.risk.journal.dropped", "kind", "event");
        Gauge.builder("tickmesh.risk.journal.depth", this, it -> it.depth).register(meters);
    }

    /// What one transaction writes.
    record Batch(List<Event> events, Measured measured, List<Decision> decisions) {
        Batch {
            events = List.copyOf(events);
            decisions = List.copyOf(decisions);
        }

        boolean isEmpty() {
            return events.isEmpty() && measured.isEmpty() && decisions.isEmpty();
        }
    }

    /// Publishes the event when it is written.
    void event(Event event) {
        if (events.size() < MOST_EVENTS) {
            events.add(event);
            write();
        } else {
            unwritten.increment();
            publisher.accept(event);
        }
    }

    void decided(Decision decision) {
        if (decisions.size() == MOST_DECISIONS) {
            decisions.removeFirst();
            dropped.increment();
        }
        decisions.add(decision);
        if (!timed) {
            timed = true;
            vertx.setTimer(
                    SOON_MILLIS,
                    _ -> {
                        timed = false;
                        write();
                    });
        }
    }

    /// Writes what there is to write, unless a batch is under way, which this follows.
    void write() {
        depth = events.size() + decisions.size();
        if (!underWay.isComplete()) {
            return;
        }
        Batch batch = new Batch(take(events), changes.get(), take(decisions));
        depth = events.size() + decisions.size();
        if (batch.isEmpty()) {
            return;
        }
        underWay = writer.apply(batch).otherwise(failure -> lost(batch, failure));
        underWay.onComplete(_ -> {
            batch.events.forEach(publisher);
            write();
        });
    }

    /// Returns when everything is written, or cannot be any more.
    Future<Void> close() {
        return drained().timeout(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private Future<Void> drained() {
        write();
        // The end of a batch begins the next one.
        return underWay.compose(
                _ -> underWay.isComplete() && depth == 0 ? Future.succeededFuture() : drained());
    }

    private Void lost(Batch batch, Throwable failure) {
        unwritten.increment(batch.events.size());
        dropped.increment(batch.decisions.size());
        LOG.atError()
                .addKeyValue("events", batch.events.size())
                .addKeyValue("decisions", batch.decisions.size())
                .setCause(failure)
                .log("risk could not write down what it did");
        return null;
    }

    private static <T> List<T> take(Deque<T> queue) {
        List<T> taken = new ArrayList<>();
        while (taken.size() < BATCH && !queue.isEmpty()) {
            taken.add(queue.removeFirst());
        }
        return taken;
    }
}
