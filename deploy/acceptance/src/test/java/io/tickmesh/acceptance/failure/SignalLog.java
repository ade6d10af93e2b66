package io.tickmesh.acceptance.failure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Signals by the candle that led to them. Thread-safe.
final class SignalLog {
    static final String TYPES = "CandleClosed,SignalGenerated";

    private final Map<String, Instant> candles = new HashMap<>();
    private final TreeMap<String, Signal> signals = new TreeMap<>();
    private final Map<String, Instant> times = new HashMap<>();
    private Instant newest = Instant.EPOCH;

    synchronized void event(JsonNode event) {
        if (event.path("type").asText().equals("CandleClosed")) {
            Instant time = Instant.parse(event.path("time").asText());
            candles.put(event.path("id").asText(), time);
            newest = time.isAfter(newest) ? time : newest;
            return;
        }
        Instant time = candles.get(event.path("cause").asText());
        if (event.path("type").asText().equals("SignalGenerated") && time != null) {
            String key = time + " " + event.path("bot").asText();
            signals.put(key, new Signal(event.path("action").asText(), indicators(event)));
            times.put(key, time);
        }
    }

    /// Returns whether candles after that time have come.
    synchronized boolean sees(Instant time) {
        return newest.isAfter(time);
    }

    Map<String, Signal> since(Instant from) {
        return between(from, Instant.MAX);
    }

    /// Returns the signals by time of the candle and bot.
    synchronized Map<String, Signal> between(Instant from, Instant to) {
        Map<String, Signal> chosen = new TreeMap<>();
        signals.forEach((key, signal) -> {
            Instant time = times.getOrDefault(key, Instant.EPOCH);
            if (!time.isBefore(from) && !time.isAfter(to)) {
                chosen.put(key, signal);
            }
        });
        return chosen;
    }

    private static Map<String, Double> indicators(JsonNode event) {
        Map<String, Double> indicators = new TreeMap<>();
        event.path("indicators")
                .properties()
                .forEach(indicator ->
                        indicators.put(indicator.getKey(), indicator.getValue().asDouble()));
        return indicators;
    }

    /// What a bot wanted, and the values that decided.
    record Signal(String action, Map<String, Double> indicators) {}
}
