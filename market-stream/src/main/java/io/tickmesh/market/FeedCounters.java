package io.tickmesh.market;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.market.wire.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What a feed has counted since it started. Thread-safe.
final class FeedCounters {
    final Counter messages;
    final Counter unknown;
    final Counter oldBooks;
    final Counter reconnects;
    final Counter takeovers;
    final Counter closedCandles;
    final Counter backfilledCandles;
    final Counter differentCandles;
    final Counter auditedCandles;
    final Counter auditDifferences;
    final Counter futureTrades;
    final Counter resubscriptions;
    final Counter latePrices;
    final Counter standstills;
    final AtomicInteger staleStreams = new AtomicInteger();
    final AtomicInteger staleSymbols = new AtomicInteger();
    private final Map<Refusal, Counter> malformed = new EnumMap<>(Refusal.class);

    FeedCounters(MeterRegistry meters, String feed) {
        messages = meters.counter("tickmesh.feed.messages", "feed", feed);
        unknown = meters.counter("tickmesh.feed.messages.unknown", "feed", feed);
        oldBooks = meters.counter("tickmesh.feed.books.old", "feed", feed);
        reconnects = meters.counter("tickmesh.feed.reconnects", "feed", feed);
        takeovers = meters.counter("tickmesh.feed.takeovers", "feed", feed);
        closedCandles = meters.counter("tickmesh.feed.candles.closed", "feed", feed);
        backfilledCandles = meters.counter("tickmesh.feed.candles.backfilled", "feed", feed);
        differentCandles = meters.counter("tickmesh.feed.candles.different", "feed", feed);
        auditedCandles = meters.counter("tickmesh.feed.candles.audited", "feed", feed);
        auditDifferences = meters.counter("tickmesh.feed.candles.audit.different", "feed", feed);
        futureTrades = meters.counter("tickmesh.feed.trades.future", "feed", feed);
        latePrices = meters.counter("tickmesh.feed.prices.late", "feed", feed);
        standstills = meters.counter("tickmesh.feed.standstills", "feed", feed);
        resubscriptions = meters.counter("tickmesh.feed.resubscriptions", "feed", feed);
        Gauge.builder("tickmesh.feed.streams.stale", staleStreams, AtomicInteger::get)
                .tag("feed", feed)
                .register(meters);
        Gauge.builder("tickmesh.feed.symbols.stale", staleSymbols, AtomicInteger::get)
                .tag("feed", feed)
                .register(meters);
        for (Refusal refusal : Refusal.values()) {
            malformed.put(
                    refusal,
                    meters.counter(
                            "tickmesh.feed.messages.malformed",
                            "feed",
                            feed,
                            "reason",
                            refusal.name()));
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
