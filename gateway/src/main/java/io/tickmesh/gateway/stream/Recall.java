package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.RecalledEvents;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.time.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Asks one owner for what it made known since some time, page by page, again and again while it is away. Ends in time, and
/// after a number of events. Belongs to one event loop.
final class Recall {
    private static final int PAGE = 1_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Mesh mesh;
    private final Owner owner;
    private final Instant since;
    private final Instant until;
    private final int most;
    private final long endNanos;
    private final Backoff pauses =
            new Backoff(FIRST_PAUSE, LONGEST_PAUSE, 0.5, ThreadLocalRandom.current());
    private final List<Message> messages = new ArrayList<>();
    private final Promise<Recalled> done = Promise.promise();

    /// @param until what was published after it is known already
    private Recall(
            Vertx vertx,
            Mesh mesh,
            Owner owner,
            Instant since,
            Instant until,
            MemoryConfig config) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.owner = owner;
        this.since = since;
        this.until = until;
        this.most = config.recallEvents();
        this.endNanos = System.nanoTime() + config.recallTimeout().toNanos();
    }

    /// Returns what the owner says, or why a client has to begin anew. Never fails.
    static Future<Recalled> of(
            Vertx vertx,
            Mesh mesh,
            Owner owner,
            Instant since,
            Instant until,
            MemoryConfig config) {
        Recall recall = new Recall(vertx, mesh, owner, since, until, config);
        recall.ask(null);
        return recall.done.future();
    }

    private void ask(@Nullable String cursor) {
        Duration left = Duration.ofNanos(endNanos - System.nanoTime());
        if (!left.isPositive()) {
            done.complete(Recalled.none("unavailable"));
            return;
        }
        mesh.ask(owner.question(since, cursor, PAGE), left)
                .onComplete(this::take, failure -> again(cursor, failure));
    }

    private void take(RecalledEvents page) {
        for (Event event : page.items()) {
            messages.add(Message.of(event));
        }
        if (!page.complete()) {
            done.complete(Recalled.none("forgotten"));
        } else if (messages.size() > most) {
            done.complete(Recalled.none("too-much"));
        } else if (page.next() == null || page.items().isEmpty() || isBeyond(page)) {
            done.complete(new Recalled(List.of(Recalled.Log.of(messages)), null));
        } else {
            ask(page.next());
        }
    }

    private boolean isBeyond(RecalledEvents page) {
        long micros = page.items().getLast().header().publishedMicros();
        return Instant.ofEpochSecond(0, micros * 1_000).isAfter(until);
    }

    private void again(@Nullable String cursor, Throwable failure) {
        boolean away =
                failure instanceof RequestFailedException refused
                        && (refused.failure() == Failure.UNAVAILABLE
                                || refused.failure() == Failure.TIMEOUT);
        if (away) {
            vertx.setTimer(pauses.next().toMillis(), _ -> ask(cursor));
        } else {
            done.complete(Recalled.none("unavailable"));
        }
    }
}
