package io.tickmesh.gateway.stream;

import io.tickmesh.gateway.stream.Snapshots.Snapshot;
import io.tickmesh.mesh.event.EventIds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides where a client begins: where it was, as far as memory and the owners of events reach; else with how things are now,
/// if it wants that; else with what comes next. Belongs to one event loop.
final class Beginning {
    private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);

    /// How far the clocks of nodes may be apart.
    private static final Duration CLOCKS_APART = Duration.ofSeconds(60);

    private final StreamSource source;
    private final Recalls recalls;
    private final Snapshots snapshots;
    private final Duration longestCommit;
    private final InstantSource clock;

    Beginning(
            StreamSource source,
            Recalls recalls,
            Snapshots snapshots,
            Duration longestCommit,
            InstantSource clock) {
        this.source = source;
        this.recalls = recalls;
        this.snapshots = snapshots;
        this.longestCommit = longestCommit;
        this.clock = clock;
    }

    void begin(StreamClient client, Subscription subscription) {
        String lastEventId = subscription.lastEventId();
        if (lastEventId != null) {
            resume(client, subscription, lastEventId);
        } else if (subscription.snapshot()) {
            anew(client, subscription, null);
        } else {
            client.release(Collections.emptyIterator(), false);
        }
    }

    private void resume(StreamClient client, Subscription subscription, String lastEventId) {
        OptionalLong position = source.events().after(lastEventId);
        if (position.isPresent()) {
            source.meters().resumed().increment();
            client.holdAt(position.getAsLong());
            client.release(Collections.emptyIterator(), true);
            return;
        }
        Optional<Instant> time = EventIds.timeOf(lastEventId);
        if (time.isEmpty()) {
            anew(client, subscription, "malformed-id");
        } else if (time.get().isAfter(clock.instant().plus(CLOCKS_APART))) {
            anew(client, subscription, "future-id");
        } else {
            recall(client, subscription, lastEventId, time.get().minus(longestCommit));
        }
    }

    /// An event is published after it was stored, at most the longest commit later. So what was stored so long before the last
    /// event that the client has seen was published before that event, and the client has seen it too. What was stored later it
    /// may have seen or not.
    private void recall(
            StreamClient client,
            Subscription subscription,
            String lastEventId,
            Instant surelySeen) {
        Set<Owner> owners = Owner.of(subscription.filter());
        long from = source.events().since(surelySeen);
        Instant known = source.events().completeSince();
        client.holdAt(from);
        recalls.since(surelySeen, known, owners)
                .onComplete(
                        recalled ->
                                release(
                                        client,
                                        subscription,
                                        lastEventId,
                                        surelySeen,
                                        from,
                                        recalled),
                        failure -> {
                            LOG.atError().setCause(failure).log("events could not be recalled");
                            anew(client, subscription, "unavailable");
                        });
    }

    private void release(
            StreamClient client,
            Subscription subscription,
            String lastEventId,
            Instant surelySeen,
            long from,
            Recalled recalled) {
        if (recalled.reset() != null) {
            anew(client, subscription, recalled.reset());
            return;
        }
        source.meters().recalled().increment();
        RecentEvents events = source.events();
        long end = events.end();
        Set<String> ahead = new HashSet<>();
        Instant heard = events.completeSince().minus(longestCommit);
        Predicate<Message> wanted =
                message -> {
                    if (!client.audience().wants(message)
                            || events.contains(message.event().id(), from)) {
                        return false;
                    }
                    if (RecentEvents.timeOf(message).isAfter(heard)) {
                        ahead.add(message.event().id());
                    }
                    return true;
                };
        // By time together with what is in memory: what an owner has told already may be on its way
        // here still.
        List<Message> missed = recalled.after(lastEventId, surelySeen, wanted, heard(client, from));
        client.sendAhead(ahead, System.nanoTime() + longestCommit.toNanos());
        client.holdAt(end);
        client.release(missed.iterator(), true);
    }

    private List<Message> heard(StreamClient client, long from) {
        return source.events().list(from).stream().filter(client.audience()::wants).toList();
    }

    /// @param reason why the client cannot go on where it was; null if it did not want to
    private void anew(StreamClient client, Subscription subscription, @Nullable String reason) {
        if (reason != null) {
            source.meters().reset().increment();
        }
        String id = source.events().newestId();
        long end = source.events().end();
        if (!subscription.snapshot()) {
            client.holdAt(end);
            client.release(reset(id, reason).iterator(), false);
            return;
        }
        Snapshot snapshot = snapshots.of(subscription.filter(), end, id);
        client.holdAt(snapshot.position());
        snapshot.message()
                .onComplete(
                        message -> {
                            List<Message> first = new ArrayList<>(reset(null, reason));
                            first.add(message);
                            client.release(first.iterator(), false);
                        },
                        failure -> {
                            LOG.atError().setCause(failure).log("a snapshot could not be made");
                            client.release(reset(id, "unavailable").iterator(), false);
                        });
    }

    /// @param id where the client is from then on; null if that is told later
    private static List<Message> reset(@Nullable String id, @Nullable String reason) {
        return reason == null
                ? List.of()
                : List.of(
                        Message.notice(
                                id,
                                "reset",
                                ("{\"reason\":\"" + reason + "\"}")
                                        .getBytes(StandardCharsets.US_ASCII)));
    }
}
