package io.tickmesh.notify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.request.NotificationView.DeliveryStatus;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes alerts down before channels get them, so that those that still wait when the notifier ends are sent by the next one. An alert
/// is told once per channel, however often its event is; a crash between sending and noting it may tell it twice. While the database
/// is away alerts go out after a second all the same, and are written later. For one context.
///
/// What finds no room is sent without being written; that is counted.
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST_UNWRITTEN = 10_000;
    private static final int MOST_NOTES = 20_000;
    private static final int MOST_KNOWN = 20_000;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private final MeshTime time;
    private final Map<String, Consumer<Alert>> channels;
    private final Counter unwritten;
    // All of them lose the oldest first.
    private final LinkedHashMap<String, Boolean> known = new LinkedHashMap<>();
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
    private final LinkedHashMap<Key, Told> notes = new LinkedHashMap<>();
    private @Nullable Function<Batch, Future<Void>> writer;
    private Future<Void> underWay = Future.succeededFuture();
    private boolean closed;

    /// @param channels by name; each takes alerts and says what became of them, see [#note]
    Outbox(MeshTime time, Map<String, Consumer<Alert>> channels, MeterRegistry meters) {
        this.time = time;
        this.channels = channels;
        unwritten = meters.counter("tickmesh.alerts.unwritten");
    }

    /// What one transaction writes: first the alerts with what is known of them, then what became of earlier ones.
    record Batch(List<Written> alerts, List<Told> notes) {}

    /// An alert and how far it is on each channel.
    record Written(Alert alert, Instant at, List<Told> deliveries) {}

    /// Takes an alert for those channels.
    void accept(Alert alert, List<String> wanted) {
        if (closed || wanted.isEmpty() || !remember(alert.eventId())) {
            return;
        }
        Entry entry = new Entry(alert, wanted, time.instant());
        if (entries.size() == MOST_UNWRITTEN) {
            unwritten.increment();
            send(entry);
            return;
        }
        entries.put(alert.eventId(), entry);
        time.after(PATIENCE, () -> send(entry));
        write();
    }

    /// Notes what became of an alert.
    void note(Told told) {
        Entry entry = entries.get(told.eventId());
        if (entry != null) {
            entry.deliveries.put(told.channel(), told);
            return;
        }
        notes.putLast(new Key(told.eventId(), told.channel()), told);
        if (notes.size() > MOST_NOTES) {
            notes.pollFirstEntry();
            unwritten.increment();
        }
        write();
    }

    /// Begins to write, and sends what an earlier run could not.
    ///
    /// @param writing writes a batch in one transaction; tries again as long as that makes sense
    void open(
            Function<Batch, Future<Void>> writing,
            List<AlertStore.Waiting> waiting,
            List<String> told) {
        writer = writing;
        told.forEach(this::remember);
        inherit(waiting);
        write();
    }

    /// Sends what another node, or an earlier run, left.
    void inherit(List<AlertStore.Waiting> waiting) {
        if (closed) {
            return;
        }
        for (AlertStore.Waiting left : waiting) {
            Consumer<Alert> channel = channels.get(left.channel());
            if (channel != null) {
                channel.accept(left.alert());
            } else {
                note(
                        new Told(
                                left.alert().eventId(),
                                left.channel(),
                                DeliveryStatus.DROPPED,
                                time.instant(),
                                "there is no such channel any more"));
            }
        }
    }

    /// Sends nothing more; returns when what there is to write is written, or cannot be soon.
    Future<Void> close() {
        closed = true;
        return writer == null
                ? Future.succeededFuture()
                : drained().timeout(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private Future<Void> drained() {
        write();
        return underWay.compose(_ ->
                underWay.isComplete() && entries.isEmpty() && notes.isEmpty()
                        ? Future.succeededFuture()
                        : drained());
    }

    private void write() {
        boolean empty = entries.isEmpty() && notes.isEmpty();
        if (writer == null || empty || !underWay.isComplete()) {
            return;
        }
        List<Entry> taken = take(entries);
        Batch batch = new Batch(taken.stream().map(Entry::written).toList(), take(notes));
        underWay =
                writer.apply(batch)
                        .otherwise(failure -> {
                            unwritten.increment(batch.alerts.size() + batch.notes.size());
                            LOG.atError().setCause(failure).log("alerts could not be written down");
                            return null;
                        });
        underWay.onComplete(_ -> {
            taken.forEach(this::send);
            write();
        });
    }

    private void send(Entry entry) {
        if (entry.sent || closed) {
            return;
        }
        entry.sent = true;
        for (String name : entry.wanted) {
            Consumer<Alert> channel = channels.get(name);
            if (channel != null) {
                channel.accept(entry.alert);
            }
        }
    }

    private boolean remember(String eventId) {
        boolean unknown = known.putLast(eventId, true) == null;
        if (known.size() > MOST_KNOWN) {
            known.pollFirstEntry();
        }
        return unknown;
    }

    private static <V> List<V> take(SequencedMap<?, V> queue) {
        List<V> taken = new ArrayList<>();
        while (taken.size() < BATCH && !queue.isEmpty()) {
            taken.add(queue.pollFirstEntry().getValue());
        }
        return taken;
    }

    private record Key(String eventId, String channel) {}

    private static final class Entry {
        private final Alert alert;
        private final List<String> wanted;
        private final Instant at;
        private final Map<String, Told> deliveries = new LinkedHashMap<>();
        private boolean sent;

        Entry(Alert alert, List<String> wanted, Instant at) {
            this.alert = alert;
            this.wanted = wanted;
            this.at = at;
            for (String channel : wanted) {
                deliveries.put(
                        channel,
                        new Told(alert.eventId(), channel, DeliveryStatus.WAITING, at, null));
            }
        }

        Written written() {
            return new Written(alert, at, List.copyOf(deliveries.values()));
        }
    }
}
