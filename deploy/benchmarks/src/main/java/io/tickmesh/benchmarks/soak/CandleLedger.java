package io.tickmesh.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.mesh.market.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the platform has published as closed, series by series: each candle once, in order, without a hole. Thread-safe.
final class CandleLedger {
    private static final int MOST_FINDINGS = 20;

    private final Map<String, Series> all = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private long published;
    private long backfilled;
    private long wrong;

    /// Takes a `CandleClosed` event.
    synchronized void closed(JsonNode event) {
        String symbol = event.path("symbol").asText();
        Interval interval = Interval.ofCode(event.path("interval").asText()).orElseThrow();
        Series series = all.computeIfAbsent(symbol + ' ' + interval, _ -> new Series());
        Bar bar = Bar.ofPlatform(event.path("candle"));
        published++;
        backfilled += event.path("backfilled").asBoolean() ? 1 : 0;
        if (series.next != 0 && bar.openMillis() != series.next) {
            String what = bar.openMillis() < series.next ? "repeated" : "after a hole";
            found(
                    "%s %s: candle of %d came %s, expected %d"
                            .formatted(symbol, interval, bar.openMillis(), what, series.next));
        }
        series.next = Math.max(series.next, interval.next(bar.openMillis()));
        series.unchecked.put(bar.openMillis(), bar);
    }

    /// Compares what has been published of a series since the last time with the exchange's own candles.
    synchronized void compare(String symbol, Interval interval, NavigableMap<Long, Bar> truth) {
        Series series = all.get(symbol + ' ' + interval);
        if (series == null || truth.isEmpty()) {
            return;
        }
        NavigableMap<Long, Bar> due = series.unchecked.headMap(truth.lastKey(), true);
        due.values()
                .forEach(bar ->
                        compare(symbol, interval, "published", bar, truth.get(bar.openMillis())));
        due.clear();
    }

    /// Compares one candle with the exchange's.
    synchronized void compare(
            String symbol, Interval interval, String where, Bar ours, @Nullable Bar truth) {
        if (!ours.equals(truth)) {
            found(
                    "%s %s: %s %s, the exchange has %s"
                            .formatted(symbol, interval, where, ours, truth));
        }
    }

    /// Notes something that must not be.
    synchronized void found(String finding) {
        wrong++;
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
            System.out.println("  FOUND " + finding);
        }
    }

    synchronized long published() {
        return published;
    }

    synchronized long backfilled() {
        return backfilled;
    }

    /// Returns how many candles were missing, doubled, out of order or different.
    synchronized long wrong() {
        return wrong;
    }

    private static final class Series {
        private final NavigableMap<Long, Bar> unchecked = new TreeMap<>();
        private long next;
    }
}
