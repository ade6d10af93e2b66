package io.tickmesh.risk;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.Positions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the bot engine which positions are open: at the start, because exposure begins with them, and from then on, because a fill may
/// have been missed. For one context.
final class PositionWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PositionWatch.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Mesh mesh;
    private final Desks desks;
    private final RiskMeters meters;
    private final Runnable drain;
    private final Duration every;
    private boolean started;
    private boolean stopped;
    private boolean asking;
    private boolean urgent;
    private long timer = -1;

    /// @param drain reads the events that are waiting
    /// @param every how long after an answer it asks again
    PositionWatch(
            Vertx vertx,
            Mesh mesh,
            Desks desks,
            RiskMeters meters,
            Runnable drain,
            Duration every) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.desks = desks;
        this.meters = meters;
        this.drain = drain;
        this.every = every;
    }

    /// Asks until there is an answer that can be used, which those accounts begin with, or all of them are given up.
    Future<Void> learn(Collection<HeldAccount> accounts) {
        Promise<Void> learned = Promise.promise();
        learn(accounts, learned);
        return learned.future();
    }

    /// Begins to compare.
    void start() {
        started = true;
        askAfter(SOON);
    }

    /// Asks at once, because fills were missed: until then exposure is too low.
    void hurry() {
        urgent = true;
        if (started && !asking && vertx.cancelTimer(timer)) {
            compareNow();
        }
    }

    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    private void learn(Collection<HeldAccount> accounts, Promise<Void> learned) {
        if (!HeldAccount.anyStays(accounts)) {
            learned.complete();
            return;
        }
        ask().map(
                        positions -> {
                            drain.run();
                            accounts.forEach(it -> it.learn(positions.items()));
                            return true;
                        })
                .onComplete(
                        _ -> learned.complete(),
                        _ -> vertx.setTimer(RETRY.toMillis(), _ -> learn(accounts, learned)));
    }

    private Future<Positions> ask() {
        return mesh.ask(new ListPositions(null, null, null), TIMEOUT);
    }

    private void askAfter(Duration delay) {
        if (!stopped) {
            timer = vertx.setTimer(delay.toMillis(), _ -> compareNow());
        }
    }

    private void compareNow() {
        asking = true;
        urgent = false;
        ask().onComplete(
                        this::compare,
                        _ -> {
                            asking = false;
                            askAfter(urgent ? SOON : every);
                        });
    }

    private void compare(Positions positions) {
        try {
            correct(positions);
        } finally {
            asking = false;
            // An answer that cannot be used must not be the last.
            askAfter(urgent || desks.isSuspicious() ? SOON : every);
        }
    }

    private void correct(Positions positions) {
        drain.run();
        List<Reconciliation.Difference> corrected = desks.reconcile(positions.items());
        meters.corrected(corrected.size());
        for (Reconciliation.Difference difference : corrected) {
            LOG.atWarn()
                    .addKeyValue("bot", difference.holding().bot())
                    .addKeyValue("symbol", difference.holding().symbol())
                    .addKeyValue("was", difference.ours().quantity())
                    .addKeyValue("is", difference.theirs().quantity())
                    .log("a fill was missed, exposure is corrected");
        }
    }
}
