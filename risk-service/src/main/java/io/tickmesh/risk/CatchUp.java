package io.tickmesh.risk;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import io.tickmesh.mesh.time.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the bot engine for what it did while nobody listened here, and lets newer losses wait until that is known: a streak or a
/// drawdown must not depend on when risk was away. For one context.
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int PAGE = 1_000;
    private static final int MOST_WAITING = 10_000;

    /// What was on its way when the earlier run ended may have been stored that long before.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /// Attempts that orders wait for.
    private static final int ATTEMPTS = 3;

    private final Vertx vertx;
    private final Mesh mesh;
    private final Consumer<Event> past;
    private final Consumer<Event> present;
    private final BooleanSupplier wanted;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private final Backoff pauses =
            new Backoff(
                    Duration.ofMillis(100),
                    Duration.ofSeconds(10),
                    0.5,
                    RandomGenerator.getDefault());
    private @Nullable Instant since;
    private int failures;

    /// @param past takes events that were missed, the oldest first
    /// @param present takes those that come now
    /// @param wanted whether anybody still wants to know; when nobody does, it asks no more
    /// @param since until when everything is known; null if nothing can have been missed
    CatchUp(
            Vertx vertx,
            Mesh mesh,
            Consumer<Event> past,
            Consumer<Event> present,
            BooleanSupplier wanted,
            @Nullable Instant since) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.past = past;
        this.present = present;
        this.wanted = wanted;
        this.since = since;
    }

    /// Begins asking; returns when it knows everything, or when it should no longer be waited for. Then it goes on asking.
    Future<Void> start() {
        Promise<Void> done = Promise.promise();
        ask(null, done);
        return done.future();
    }

    /// Takes in an event of the accounts that comes now.
    void on(Event event) {
        boolean counts = event instanceof PositionClosed || event instanceof EquitySnapshotTaken;
        if (since == null || !counts || failures >= ATTEMPTS || waiting.size() == MOST_WAITING) {
            present.accept(event);
        } else {
            waiting.add(event);
        }
    }

    /// Asks once more, because something that came after `known` was missed.
    void missedSince(Instant known) {
        if (since == null) {
            since = known;
            ask(null, Promise.promise());
        }
    }

    /// Returns whether nothing is missing.
    boolean isDone() {
        return since == null;
    }

    private void ask(@Nullable String cursor, Promise<Void> done) {
        if (since == null || !wanted.getAsBoolean()) {
            finish(done);
            return;
        }
        mesh.ask(new RecallTradingEvents(since.minus(MARGIN), cursor, PAGE), TIMEOUT)
                .map(page -> {
                    page.items().forEach(past);
                    return page;
                })
                .onComplete(page -> take(page, done), failure -> askAgain(cursor, done, failure));
    }

    private void take(RecalledEvents page, Promise<Void> done) {
        if (!page.complete()) {
            LOG.atWarn()
                    .addKeyValue("since", since)
                    .log("losses of that time may be missing: the bot engine does not remember");
        }
        if (page.next() == null) {
            since = null;
            finish(done);
        } else {
            ask(page.next(), done);
        }
    }

    private void askAgain(@Nullable String cursor, Promise<Void> done, Throwable failure) {
        failures++;
        if (failures == ATTEMPTS) {
            LOG.atWarn()
                    .addKeyValue("since", since)
                    .addKeyValue("reason", failure.getMessage())
                    .log("cannot ask what bots did meanwhile, going on without");
            finish(done);
        }
        if (wanted.getAsBoolean()) {
            vertx.setTimer(pauses.next().toMillis(), _ -> ask(cursor, done));
        } else {
            finish(done);
        }
    }

    private void finish(Promise<Void> done) {
        while (!waiting.isEmpty()) {
            present.accept(waiting.removeFirst());
        }
        if (since == null) {
            failures = 0;
            pauses.reset();
        }
        done.tryComplete();
    }
}
