package io.tickmesh.market.provider;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.IntSupplier;

/// What the price providers tell the monitoring, for one source.
final class PriceMeters {
    private final MeterRegistry meters;
    private final String source;
    private final Timer request;
    private final Timer question;

    /// @param inFlight requests under way; may be read on any thread
    PriceMeters(MeterRegistry meters, String source, IntSupplier inFlight) {
        this.meters = meters;
        this.source = source;
        request = meters.timer("tickmesh.prices.request.time", "source", source);
        question = meters.timer("tickmesh.prices.question.time", "source", source);
        // Nobody else may hold the supplier.
        Gauge.builder("tickmesh.prices.in.flight", inFlight, IntSupplier::getAsInt)
                .strongReference(true)
                .tag("source", source)
                .register(meters);
    }

    /// Counts what became of the question for one symbol.
    void ended(Outcome outcome) {
        meters.counter("tickmesh.prices.requests", "source", source, "outcome", outcome.code())
                .increment();
    }

    /// Notes how long one request was under way.
    void requestTook(long nanos) {
        request.record(Duration.ofNanos(nanos));
    }

    /// Notes how long all symbols of a question took.
    void questionTook(long nanos) {
        question.record(Duration.ofNanos(nanos));
    }
}
