package io.tickmesh.gateway.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down who did what: one line of the log at once, one row of the table soon. Rows wait while the database is away; when too
/// many do, the oldest are left to the log alone, and counted. Belongs to one event loop.
public final class AuditTrail {
    // Apart from all others, so that it can go to a file of its own.
    private static final Logger LOG = LoggerFactory.getLogger("io.tickmesh.gateway.Audit");
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 200;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration TIDY = Duration.ofHours(1);

    private final Vertx vertx;
    private final Duration retention;
    private final Counter dropped;
    private final Deque<AuditEntry> waiting = new ArrayDeque<>();
    private @Nullable AuditStore store;
    private @Nullable Future<Void> writing;
    private long writeTimer = -1;
    private long tidyTimer = -1;

    /// @param retention how long rows are kept
    public AuditTrail(Vertx vertx, Duration retention, MeterRegistry meters) {
        this.vertx = vertx;
        this.retention = retention;
        dropped =
                Counter.builder("tickmesh.gateway.audit.dropped")
                        .description("entries of the audit log that the table does not have")
                        .register(meters);
        Gauge.builder("tickmesh.gateway.audit.waiting", waiting, Deque::size)
                .description("entries of the audit log that are not in the table yet")
                .register(meters);
    }

    public void add(AuditEntry entry) {
        LOG.atInfo()
                .addKeyValue("name", entry.name())
                .addKeyValue("token", entry.token())
                .addKeyValue("session", entry.session())
                .addKeyValue("address", entry.address())
                .addKeyValue("method", entry.method())
                .addKeyValue("path", entry.path())
                .addKeyValue("status", entry.status())
                .log(entry.action());
        if (waiting.size() >= MOST_WAITING) {
            waiting.removeFirst();
            dropped.increment();
        }
        waiting.addLast(entry);
    }

    void open(AuditStore opened) {
        store = opened;
        tidy();
        writeAndAgain();
    }

    /// Writes what waits, and stops.
    Future<Void> close() {
        vertx.cancelTimer(writeTimer);
        vertx.cancelTimer(tidyTimer);
        AuditStore last = store;
        store = null;
        Future<Void> written = writing == null ? Future.succeededFuture() : writing;
        return last == null || !last.isAvailable()
                ? Future.succeededFuture()
                : written.transform(_ -> write(last)).transform(_ -> Future.succeededFuture());
    }

    private void writeAndAgain() {
        AuditStore open = store;
        if (open == null) {
            return;
        }
        Future<Void> written =
                open.isAvailable() && !waiting.isEmpty() ? write(open) : Future.succeededFuture();
        writing = written;
        written.onComplete(
                _ -> writeTimer = vertx.setTimer(PAUSE.toMillis(), _ -> writeAndAgain()));
    }

    private Future<Void> write(AuditStore open) {
        List<AuditEntry> batch = new ArrayList<>();
        while (!waiting.isEmpty() && batch.size() < BATCH) {
            batch.add(waiting.removeFirst());
        }
        return batch.isEmpty()
                ? Future.succeededFuture()
                : open.add(batch).onFailure(_ -> keep(batch));
    }

    /// After a failed commit it is unknown whether they are there: better twice than not at all.
    private void keep(List<AuditEntry> batch) {
        for (AuditEntry entry : batch.reversed()) {
            if (waiting.size() >= MOST_WAITING) {
                dropped.increment();
            } else {
                waiting.addFirst(entry);
            }
        }
    }

    private void tidy() {
        AuditStore open = store;
        if (open != null) {
            open.deleteOlderThan(retention)
                    .onComplete(_ -> tidyTimer = vertx.setTimer(TIDY.toMillis(), _ -> tidy()));
        }
    }
}
