package io.tickmesh.bot.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// What one queue of writes counts, under `tickmesh.store.*` with its name.
final class StoreMeters {
    private final Timer commits;
    private final DistributionSummary groups;
    private final Counter retries;
    private final Counter refused;
    private final Counter dropped;
    private final Counter leaseLost;
    private final Counter duplicate;
    private final Counter unfunded;

    StoreMeters(MeterRegistry registry, String queue) {
        commits =
                Timer.builder("tickmesh.store.commits")
                        .tag("queue", queue)
                        .publishPercentileHistogram()
                        .register(registry);
        groups =
                DistributionSummary.builder("tickmesh.store.groups")
                        .tag("queue", queue)
                        .register(registry);
        retries = registry.counter("tickmesh.store.retries", "queue", queue);
        refused = registry.counter("tickmesh.store.refused", "queue", queue);
        dropped = registry.counter("tickmesh.store.dropped", "queue", queue);
        leaseLost = denied(registry, queue, "lease");
        duplicate = denied(registry, queue, "duplicate");
        unfunded = denied(registry, queue, "funds");
    }

    static void depth(MeterRegistry registry, String queue, IntSupplier depth) {
        // Nobody else may hold the supplier.
        io.micrometer.core.instrument.Gauge.builder(
                        "tickmesh.store.waiting", depth, IntSupplier::getAsInt)
                .strongReference(true)
                .tag("queue", queue)
                .register(registry);
    }

    void committed(int entries, long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        groups.record(entries);
    }

    void retried() {
        retries.increment();
    }

    void refused() {
        refused.increment();
    }

    /// Something was not written because it must not be.
    void denied(StoreException why) {
        switch (why) {
            case LeaseLostException _ -> leaseLost.increment();
            case DuplicateOrderException _ -> duplicate.increment();
            case InsufficientFundsException _ -> unfunded.increment();
            case StoreException _ -> refused.increment();
        }
    }

    private static Counter denied(MeterRegistry registry, String queue, String reason) {
        return registry.counter("tickmesh.store.denied", "queue", queue, "reason", reason);
    }

    void dropped() {
        dropped.increment();
    }
}
