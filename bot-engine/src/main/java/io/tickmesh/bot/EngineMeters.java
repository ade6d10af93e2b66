package io.tickmesh.bot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/// What the engine counts.
final class EngineMeters {
    private final Timer evaluations;
    private final Counter signals;
    private final Counter failures;
    private final Counter stale;
    private final Counter filled;
    private final Counter refused;
    private final Counter rejected;
    private final Counter abandoned;

    EngineMeters(MeterRegistry meters) {
        evaluations = meters.timer("tickmesh.bot.evaluations");
        signals = meters.counter("tickmesh.bot.signals");
        failures = meters.counter("tickmesh.bot.failures");
        stale = meters.counter("tickmesh.bot.stale");
        filled = orders(meters, "filled");
        refused = orders(meters, "refused");
        rejected = orders(meters, "rejected");
        abandoned = orders(meters, "abandoned");
    }

    void evaluated(long nanos) {
        evaluations.record(nanos, TimeUnit.NANOSECONDS);
    }

    void signalled() {
        signals.increment();
    }

    void failed() {
        failures.increment();
    }

    /// A price or candle was too old to be acted on. Many of these mean that the clocks of exchange and node disagree.
    void stale() {
        stale.increment();
    }

    void filled() {
        filled.increment();
    }

    void refused() {
        refused.increment();
    }

    void rejected() {
        rejected.increment();
    }

    /// An order was not sent because the node might not act for its bot any more.
    void abandoned() {
        abandoned.increment();
    }

    private static Counter orders(MeterRegistry meters, String outcome) {
        return meters.counter("tickmesh.bot.orders", "outcome", outcome);
    }
}
