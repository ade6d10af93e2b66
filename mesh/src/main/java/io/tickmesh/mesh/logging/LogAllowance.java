package io.tickmesh.mesh.logging;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How many lines may still be logged: some at once and then so many a minute, of each source and in all. Thread-safe.
final class LogAllowance {
    private static final double MINUTE_NANOS = 60e9;

    /// More sources than log anything in a minute; what others there are shares one allowance.
    private static final int MOST_SOURCES = 200;

    private final Rate perSource;
    private final LongSupplier nanoTime;
    // Guarded by this.
    private final Map<String, Bucket> sources = new HashMap<>();
    private final Bucket all;
    private long toldAt;

    /// @param nanoTime monotonic clock, nanoseconds
    LogAllowance(Rate perSource, Rate inAll, LongSupplier nanoTime) {
        this.perSource = perSource;
        this.nanoTime = nanoTime;
        this.toldAt = nanoTime.getAsLong();
        this.all = new Bucket(inAll, toldAt);
    }

    /// Returns whether `source` may log an event of so many lines now, and counts it.
    ///
    /// @param reserve lines that are left for more important events
    synchronized boolean takes(String source, int lines, int reserve) {
        long now = nanoTime.getAsLong();
        String key = sources.size() < MOST_SOURCES || sources.containsKey(source) ? source : "";
        Bucket bucket = sources.computeIfAbsent(key, _ -> new Bucket(perSource, now));
        bucket.fill(now);
        all.fill(now);
        if (bucket.left < lines || all.left < lines + reserve) {
            bucket.keptBack++;
            return false;
        }
        bucket.left -= lines;
        all.left -= lines;
        return true;
    }

    /// Returns what was kept back in the last minute, once a minute; empty if nothing was.
    synchronized Optional<KeptBack> keptBack() {
        long now = nanoTime.getAsLong();
        if (now - toldAt < MINUTE_NANOS) {
            return Optional.empty();
        }
        toldAt = now;
        long events = 0;
        long most = 0;
        String mostOf = "";
        for (Map.Entry<String, Bucket> source : sources.entrySet()) {
            Bucket bucket = source.getValue();
            events += bucket.keptBack;
            if (bucket.keptBack > most) {
                most = bucket.keptBack;
                mostOf = source.getKey();
            }
            bucket.keptBack = 0;
            bucket.fill(now);
        }
        sources.values().removeIf(Bucket::isFull);
        return events == 0 ? Optional.empty() : Optional.of(new KeptBack(events, mostOf, most));
    }

    /// @param atOnce most lines at once
    /// @param aMinute lines that are added each minute, up to `atOnce`
    record Rate(int atOnce, int aMinute) {}

    /// Events that were not logged.
    ///
    /// @param most the source that would have logged most, with `mostEvents` of them
    record KeptBack(long events, String most, long mostEvents) {}

    private static final class Bucket {
        private final Rate rate;
        private double left;
        private long filledAt;
        private long keptBack;

        Bucket(Rate rate, long now) {
            this.rate = rate;
            this.left = rate.atOnce;
            this.filledAt = now;
        }

        void fill(long now) {
            double more = (now - filledAt) / MINUTE_NANOS * rate.aMinute;
            left = Math.min(rate.atOnce, left + more);
            filledAt = now;
        }

        boolean isFull() {
            return left >= rate.atOnce;
        }
    }
}
