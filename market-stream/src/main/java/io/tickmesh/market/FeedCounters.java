package io.tickmesh.market;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.market.wire.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What the feed has counted since it started. Thread-safe.
final class FeedCounters {
    final Counter messages;
    final Counter unknown;
    final Counter oldBooks;
    final Counter reconnects;
    final Counter closedCandles;
    final Counter backfilledCandles;
    final AtomicInteger staleSymbols = new AtomicInteger();
    private final Map<Refusal, Counter> malformed = new EnumMap<>(Refusal.class);

    FeedCounters(MeterRegistry meters) {
        messages = meters.counter("tickmesh.feed.messages");
        unknown = meters.counter("tickmesh.feed.messages.unknown");
        oldBooks = meters.counter("tickmesh.feed.books.old");
        reconnects = meters.counter("tickmesh.feed.reconnects");
        closedCandles = meters.counter("tickmesh.feed.candles.closed");
        backfilledCandles = meters.counter("tickmesh.feed.candles.backfilled");
        Gauge.builder("tickmesh.feed.symbols.stale", staleSymbols, AtomicInteger::get)
                .register(meters);
        for (Refusal refusal : Refusal.values()) {
            malformed.put(
                    refusal,
                    meters.counter("tickmesh.feed.messages.malformed", "reason", refusal.name()));
        }
    }

    void malformed(Refusal refusal) {
        Counter counter = malformed.get(refusal);
        if (counter != null) {
            counter.increment();
        }
    }

    /// Returns how many messages could not be read, for any reason.
    long malformed() {
        return malformed.values().stream().mapToLong(counter -> (long) counter.count()).sum();
    }
}
