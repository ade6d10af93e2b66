package io.tickmesh.risk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.event.Event;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what must not be forgotten. An event is published once it is written, together with the measurements that led to it, or
/// when it has waited for a second: people have to hear of an emergency also while the database is away. Decisions are written
/// behind, in batches, and nobody waits for them. One batch is under way at a time. For one context.
///
/// While the database is away a batch waits, and what comes meanwhile queues up behind it. Where the queue of decisions is full the
/// oldest is dropped; an event that finds no room is published without being written. Both are counted, and noted in the log.
final class RiskJournal {
    private static final Logger LOG = LoggerFactory.getLogger(RiskJournal.class);
    private static final Duration PATIENCE_TO_TELL = Duration.ofSeconds(1);
    private static final Duration PATIENCE_TO_ANSWER = Duration.ofSeconds(3);
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_DECISIONS = 10_000;
    private static final int MOST_WAITING = 1_000;
    private static final int BATCH = 500;
    private static final long SOON_MILLIS = 100;
    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final Function<Batch, Future<Set<String>>> writer;
    private final Supplier<State> states;
    private final Predicate<AccountEvent> unwrittenToo;
    private final Consumer<Event> publisher;
    private final Deque<Untold> events = new ArrayDeque<>();
    private final Deque<Decision> decisions = new ArrayDeque<>();
    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private final Counter dropped;
    private final Counter unwritten;
    private final Counter foreign;
    private Future<Set<String>> underWay = Future.succeededFuture(Set.of());
    private boolean gap;
    private boolean timed;
    private volatile int depth;

    /// @param writer writes a batch, in one transaction; tries again as long as that makes sense. Returns the accounts that have become
    ///     another node's
    /// @param states takes what has changed since it was last asked
    /// @param unwrittenToo says whether people may be told of an event that could not be written in time
    /// @param publisher takes the events when people may know them
    RiskJournal(
            Vertx vertx,
            Function<Batch, Future<Set<String>>> writer,
            Supplier<State> states,
            Predicate<AccountEvent> unwrittenToo,
            Consumer<Event> publisher,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.writer = writer;
        this.states = states;
        this.unwrittenToo = unwrittenToo;
        this.publisher = publisher;
        dropped = meters.counter("tickmesh.risk.journal.dropped", "kind", "decision");
        unwritten = meters.counter("tickmesh.risk.journal.dropped", "kind", "event");
        foreign = meters.counter("tickmesh.risk.journal.dropped", "kind", "foreign");
        Gauge.builder("tickmesh.risk.journal.depth", this, it -> it.depth).register(meters);
    }

    /// What there is to know besides events.
    ///
    /// @param at now
    /// @param reports of each account that this node holds
    record State(Instant at, Map<String, Report> reports) {
        State {
            reports = Map.copyOf(reports);
        }
    }

    /// What one transaction writes.
    ///
    /// @param gap whether something before it will never be written
    record Batch(List<AccountEvent> events, State state, List<Decision> decisions, boolean gap) {
        Batch {
            events = List.copyOf(events);
            decisions = List.copyOf(decisions);
        }

        Instant at() {
            return state.at;
        }

        Map<String, Report> reports() {
            return state.reports;
        }

        /// Returns the batch without what another node has to say, or what was said under an earlier claim.
        Batch without(Set<String> lost) {
            Map<String, Report> kept = new HashMap<>(state.reports);
            kept.keySet().removeAll(lost);
            return new Batch(
                    events.stream().filter(event -> isOf(kept, event)).toList(),
                    new State(state.at, kept),
                    decisions,
                    gap);
        }

        private static boolean isOf(Map<String, Report> kept, AccountEvent event) {
            Report report = kept.get(event.account());
            return report != null && report.epoch() == event.epoch();
        }

        boolean isEmpty() {
            return events.isEmpty()
                    && decisions.isEmpty()
                    && reports().values().stream().allMatch(it -> it.changes().isEmpty());
        }
    }

    /// Publishes the event when it is written, or soon.
    void event(AccountEvent event) {
        if (events.size() < MOST_EVENTS) {
            Untold untold = new Untold(event);
            events.add(untold);
            vertx.setTimer(
                    PATIENCE_TO_TELL.toMillis(),
                    _ -> {
                        if (unwrittenToo.test(event)) {
                            untold.tell(publisher);
                        }
                    });
            write();
        } else {
            lost(1, 0);
            publisher.accept(event.event());
        }
    }

    void decided(Decision decision) {
        if (decisions.size() == MOST_DECISIONS) {
            decisions.removeFirst();
            lost(0, 1);
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
        List<Untold> told = take(events);
        Batch batch =
                new Batch(
                        told.stream().map(untold -> untold.event).toList(),
                        states.get(),
                        take(decisions),
                        gap);
        depth = events.size() + decisions.size();
        List<Promise<Void>> heard = depth == 0 ? takeAll(waiting) : List.of();
        if (batch.isEmpty()) {
            heard.forEach(Promise::complete);
            return;
        }
        gap = false;
        Future<Set<String>> written =
                writer.apply(batch).onFailure(failure -> complain(batch, failure));
        heard.forEach(it -> written.<Void>mapEmpty().onComplete(it));
        underWay = written.otherwise(Set.of()).onSuccess(lost -> tell(told, batch.without(lost)));
        underWay.onComplete(_ -> write());
    }

    /// Returns when everything up to now is written; fails if it cannot be, or not soon. Then it goes on being tried.
    Future<Void> written() {
        if (waiting.size() == MOST_WAITING) {
            return Future.failedFuture("too many wait for the database");
        }
        Promise<Void> written = Promise.promise();
        waiting.add(written);
        write();
        return written.future().timeout(PATIENCE_TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Returns when everything is written; fails if it is not soon.
    Future<Void> close() {
        return drained().timeout(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Void> drained() {
        write();
        // The end of a batch begins the next one.
        return underWay.compose(
                _ -> underWay.isComplete() && depth == 0 ? Future.succeededFuture() : drained());
    }

    private void tell(List<Untold> written, Batch ours) {
        Set<AccountEvent> told = new HashSet<>(ours.events());
        for (Untold untold : written) {
            if (told.contains(untold.event)) {
                untold.tell(publisher);
            } else {
                foreign.increment();
            }
        }
    }

    private void complain(Batch batch, Throwable failure) {
        lost(batch.events.size(), batch.decisions.size());
        LOG.atError()
                .addKeyValue("events", batch.events.size())
                .addKeyValue("decisions", batch.decisions.size())
                .setCause(failure)
                .log("risk could not write down what it did");
    }

    private void lost(int lostEvents, int lostDecisions) {
        gap = true;
        unwritten.increment(lostEvents);
        dropped.increment(lostDecisions);
    }

    private static <T> List<T> take(Deque<T> queue) {
        List<T> taken = new ArrayList<>();
        while (taken.size() < BATCH && !queue.isEmpty()) {
            taken.add(queue.removeFirst());
        }
        return taken;
    }

    private static <T> List<T> takeAll(Deque<T> queue) {
        List<T> taken = List.copyOf(queue);
        queue.clear();
        return taken;
    }

    /// An event that is published once.
    private static final class Untold {
        private final AccountEvent event;
        private boolean told;

        Untold(AccountEvent event) {
            this.event = event;
        }

        void tell(Consumer<Event> publisher) {
            if (!told) {
                told = true;
                publisher.accept(event.event());
            }
        }
    }
}
