package io.tickmesh.market;

import io.tickmesh.mesh.config.ConfigSection;
import java.time.Duration;

/// Settings that all feeds share (section `feed`).
///
/// @param history candles kept for each symbol and interval, 1 to 1000
/// @param maxBackfill most missed bars of a series that are fetched; beyond it its history begins anew
/// @param staleAfter how long a stream or the connection may be silent
/// @param auditEvery how often the candles of each series are compared with the exchange's history
/// @param auditCandles how many of a series are compared, the newest; 0 compares none
/// @param rulesEvery how often the rules of the symbols are read
/// @param lockstep whether the data wait until all services are done with what came before, see [FeedConfig#inLockstep]
public record FeedSettings(
        int history,
        int maxBackfill,
        Duration staleAfter,
        Duration auditEvery,
        int auditCandles,
        Duration rulesEvery,
        boolean lockstep) {
    public FeedSettings {
        if (history < 1 || history > 1000) {
            throw new IllegalArgumentException("history must be from 1 to 1000, was " + history);
        }
    }

    /// Reads the section `feed`; what cannot be used is noted there.
    static FeedSettings read(ConfigSection feed) {
        return new FeedSettings(
                feed.number("history", 1000, 1, 1000),
                feed.number("max-backfill", 10_000, 1, 1_000_000),
                feed.duration("stale-after", Duration.ofSeconds(10), Duration.ofMillis(100)),
                feed.duration("audit-every", Duration.ofMinutes(10), Duration.ofSeconds(1)),
                feed.number("audit-candles", 100, 0, 1000),
                feed.duration("rules-every", Duration.ofHours(1), Duration.ofSeconds(1)),
                false);
    }

    FeedSettings inLockstep() {
        return new FeedSettings(
                history, maxBackfill, staleAfter, auditEvery, auditCandles, rulesEvery, true);
    }
}
