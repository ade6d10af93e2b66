package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.bus.Mesh;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Asks the owners for what was published before the memory of this gateway begins. When many come back at once, those with
/// about the same time share the question and its answer. Belongs to one event loop.
final class Recalls {
    private static final long SHARED_SECONDS = 10;
    private static final int MOST = 16;
    private static final Duration KEPT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Mesh mesh;
    private final MemoryConfig config;
    private final Map<Key, Answer> underWay = new HashMap<>();

    Recalls(Vertx vertx, Mesh mesh, MemoryConfig config) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.config = config;
    }

    /// Returns what the owners say. Never fails.
    ///
    /// @param since what was published before it is not needed
    /// @param known what was published after it is in memory
    Future<Recalled> since(Instant since, Instant known, Set<Owner> owners) {
        Instant rounded =
                Instant.ofEpochSecond(
                        Math.floorDiv(since.getEpochSecond(), SHARED_SECONDS) * SHARED_SECONDS);
        Key key = new Key(rounded, owners);
        Answer same = underWay.get(key);
        if (same != null && !known.plus(config.longestCommit()).isAfter(same.until)) {
            return same.recalled;
        }
        if (underWay.size() >= MOST) {
            return Future.succeededFuture(Recalled.none("busy"));
        }
        Answer answer = ask(key, known.plus(config.longestCommit().multipliedBy(2)));
        underWay.put(key, answer);
        // Those who come a moment later may have it too: what happened since is in memory.
        answer.recalled.onComplete(
                _ -> vertx.setTimer(KEPT.toMillis(), _ -> underWay.remove(key, answer)));
        return answer.recalled;
    }

    private Answer ask(Key key, Instant until) {
        List<Future<Recalled>> answers =
                key.owners.stream()
                        .map(owner -> Recall.of(vertx, mesh, owner, key.since, until, config))
                        .toList();
        return new Answer(
                until,
                Future.join(answers)
                        .map(_ -> together(answers.stream().map(Future::result).toList())));
    }

    private Recalled together(List<Recalled> answers) {
        for (Recalled answer : answers) {
            if (answer.reset() != null) {
                return answer;
            }
        }
        List<Recalled.Log> logs =
                answers.stream().flatMap(answer -> answer.logs().stream()).toList();
        return logs.stream().mapToInt(log -> log.messages().size()).sum() > config.recallEvents()
                ? Recalled.none("too-much")
                : new Recalled(logs, null);
    }

    private record Key(Instant since, Set<Owner> owners) {}

    /// @param until it has all that was published before. The gateway hears events from a moment after it begins to listen, so this
    ///     is later than its memory begins; and as memory forgets, it begins later.
    private record Answer(Instant until, Future<Recalled> recalled) {}
}
