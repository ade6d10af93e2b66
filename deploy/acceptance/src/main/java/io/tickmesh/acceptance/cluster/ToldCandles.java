package io.tickmesh.acceptance.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.mesh.market.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/// The closed candles that somebody was told of, by whichever node. Thread-safe.
public final class ToldCandles {
    private final Map<String, NavigableMap<Instant, JsonNode>> series = new ConcurrentHashMap<>();
    private final Queue<String> contradictions = new ConcurrentLinkedQueue<>();

    /// Takes in an event.
    void event(JsonNode event) {
        String name = name(event.path("symbol").asText(), event.path("interval").asText());
        JsonNode candle = event.path("candle");
        Instant end = Instant.parse(event.path("time").asText());
        JsonNode before =
                series.computeIfAbsent(name, _ -> new ConcurrentSkipListMap<>())
                        .putIfAbsent(end, candle);
        if (before != null && !before.equals(candle)) {
            contradictions.add(
                    "the candle of %s that ended at %s was told as %s, and as %s"
                            .formatted(name, end, before, candle));
        }
    }

    /// Returns whether of each of these symbols a candle was told that ended at that time or later.
    boolean have(Collection<String> symbols, Interval interval, Instant time) {
        return symbols.stream()
                .allMatch(symbol -> !told(symbol, interval).tailMap(time, true).isEmpty());
    }

    /// Returns what is missing between two times, or was told in two ways.
    List<String> faults(
            Collection<String> symbols, Interval interval, Instant after, Instant until) {
        List<String> faults = new ArrayList<>(contradictions);
        for (String symbol : symbols) {
            NavigableMap<Instant, JsonNode> told = told(symbol, interval);
            long open = interval.openOf(after.toEpochMilli());
            while (interval.next(open) <= until.toEpochMilli()) {
                Instant end = Instant.ofEpochMilli(interval.next(open));
                if (!told.containsKey(end)) {
                    faults.add(
                            "no candle of %s that ended at %s"
                                    .formatted(name(symbol, interval.code()), end));
                }
                open = interval.next(open);
            }
        }
        return faults;
    }

    private NavigableMap<Instant, JsonNode> told(String symbol, Interval interval) {
        return series.computeIfAbsent(
                name(symbol, interval.code()), _ -> new ConcurrentSkipListMap<>());
    }

    private static String name(String symbol, String interval) {
        return symbol + " " + interval;
    }
}
