package io.tickmesh.mesh.storage;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the database of a service answers, by what became of its last use. Not thread-safe, except [#isAvailable].
final class Availability {
    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);
    private static final long LOG_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final String service;
    private final String url;
    private final LongSupplier nanoTime;
    private volatile boolean available;
    private boolean wasThere;
    private long changedAt;
    private long loggedAt;
    private long outages;

    /// @param nanoTime monotonic clock, nanoseconds
    Availability(String service, String url, LongSupplier nanoTime) {
        this.service = service;
        this.url = url;
        this.nanoTime = nanoTime;
        loggedAt = nanoTime.getAsLong() - LOG_EVERY_NANOS;
        changedAt = nanoTime.getAsLong();
    }

    boolean isAvailable() {
        return available;
    }

    long outages() {
        return outages;
    }

    /// Notes that it answered; returns whether that is a change.
    boolean answered() {
        if (available) {
            return false;
        }
        long now = nanoTime.getAsLong();
        if (wasThere) {
            LOG.atInfo()
                    .addKeyValue("service", service)
                    .addKeyValue("awayMillis", (now - changedAt) / 1_000_000)
                    .log("the database is back");
        }
        available = true;
        wasThere = true;
        changedAt = now;
        return true;
    }

    /// Notes that it did not answer, or could not; returns whether that is a change.
    boolean failed(Throwable reason) {
        long now = nanoTime.getAsLong();
        boolean changed = available;
        if (changed) {
            available = false;
            changedAt = now;
            outages++;
        }
        if (now - loggedAt >= LOG_EVERY_NANOS) {
            loggedAt = now;
            LOG.atWarn()
                    .addKeyValue("service", service)
                    .addKeyValue("database", url)
                    .addKeyValue("awayMillis", (now - changedAt) / 1_000_000)
                    .addKeyValue("reason", reason.getMessage())
                    .log("the database is away, trying again");
        }
        return changed;
    }
}
