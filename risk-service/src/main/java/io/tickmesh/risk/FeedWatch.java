package io.tickmesh.risk;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.request.Feeds;
import io.tickmesh.mesh.request.GetFeeds;
import io.vertx.core.Vertx;
import java.time.Duration;

/// Asks market-stream how its feeds are, at the start and from then on, one question after the other. Without an answer what was
/// known stays: when market-stream is gone its prices grow old, which has a rule of its own. For one context.
final class FeedWatch {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Mesh mesh;
    private final FeedHealth health;
    private final Runnable drain;
    private final Duration every;
    private boolean answered;
    private boolean stopped;
    private long timer = -1;

    /// @param drain reads the events that are waiting
    /// @param every how long after an answer it asks again
    FeedWatch(Vertx vertx, Mesh mesh, FeedHealth health, Runnable drain, Duration every) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.health = health;
        this.drain = drain;
        this.every = every;
    }

    void start() {
        drain.run();
        long before = health.changes();
        mesh.ask(new GetFeeds(), TIMEOUT)
                .onComplete(
                        feeds -> compare(before, feeds), _ -> askAfter(answered ? every : SOON));
    }

    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    private void compare(long before, Feeds feeds) {
        Duration next = SOON;
        try {
            drain.run();
            // An event that came since may be newer than the answer: then only the next answer
            // counts.
            if (health.changes() == before) {
                health.correct(feeds.items());
                answered = true;
                next = every;
            }
        } finally {
            // An answer that cannot be used must not be the last.
            askAfter(next);
        }
    }

    private void askAfter(Duration delay) {
        if (!stopped) {
            timer = vertx.setTimer(delay.toMillis(), _ -> start());
        }
    }
}
