package io.tickmesh.acceptance.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.failure.Acknowledged;
import io.tickmesh.acceptance.system.EventStream;
import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.mesh.time.WallClock;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/// What somebody sees on the event stream of a gateway, and how late. Thread-safe, except for the choice of the gateway.
public final class Watch implements AutoCloseable {
    private static final long HIGHEST_MICROS = 600_000_000;
    private static final String TYPES = Acknowledged.TYPES + ",OrderRejected,CandleClosed";

    private final Acknowledged acknowledged;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();
    private final Metronome metronome = new Metronome();
    private final ToldCandles candles = new ToldCandles();
    private final Map<String, Instant> ordered = new ConcurrentHashMap<>();
    private final List<EventStream> streams = new ArrayList<>();

    /// @param acknowledged gets everything that may never be taken back
    Watch(Acknowledged acknowledged) {
        this.acknowledged = acknowledged;
    }

    /// A decision as it was seen.
    ///
    /// @param node that decided
    /// @param time of what it decided on
    public record Signal(
            String node, String bot, Instant time, Instant published, Instant received) {
        long micros() {
            return Math.max(0, ChronoUnit.MICROS.between(published, received));
        }
    }

    /// How late signals came.
    public record Latency(long signals, double p50Millis, double p99Millis, double maxMillis) {}

    /// Watches through that gateway too. What comes through several counts once.
    void through(Rest gateway) throws IOException {
        streams.add(EventStream.open(gateway, TYPES, this::event));
    }

    public Metronome metronome() {
        return metronome;
    }

    public ToldCandles candles() {
        return candles;
    }

    /// Returns when the newest order of an account was placed that has been seen.
    public Instant ordered(String account) {
        return ordered.getOrDefault(account, Instant.EPOCH);
    }

    /// Returns the signals that fit, in the order in which they came.
    public List<Signal> signals(Predicate<Signal> wanted) {
        return signals.stream().filter(wanted).toList();
    }

    /// Returns how late those came that fit.
    public Latency latency(Predicate<Signal> wanted) {
        Histogram micros = new Histogram(HIGHEST_MICROS, 3);
        signals(wanted)
                .forEach(signal -> micros.recordValue(Math.min(HIGHEST_MICROS, signal.micros())));
        return new Latency(
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    /// Returns for each bot the nodes that decided for it, one after the other.
    public Map<String, List<String>> deciders() {
        Map<String, List<String>> deciders = new TreeMap<>();
        for (Signal signal : signals) {
            List<String> nodes = deciders.computeIfAbsent(signal.bot(), _ -> new ArrayList<>());
            if (nodes.isEmpty() || !nodes.getLast().equals(signal.node())) {
                nodes.add(signal.node());
            }
        }
        return deciders;
    }

    @Override
    public void close() throws IOException {
        for (EventStream stream : streams) {
            stream.close();
        }
    }

    private void event(JsonNode event) {
        Instant now = instant(WallClock.micros());
        if (!seen.add(event.path("id").asText())) {
            return;
        }
        acknowledged.event(event);
        Instant published = instant(event.path("publishedMicros").asLong());
        metronome.event(event, published);
        switch (event.path("type").asText()) {
            case "SignalGenerated" ->
                    signals.add(
                            new Signal(
                                    event.path("node").asText(),
                                    event.path("bot").asText(),
                                    Instant.parse(event.path("time").asText()),
                                    published,
                                    now));
            case "CandleClosed" -> candles.event(event);
            case "OrderPlaced" -> ordered.put(event.path("account").asText(), published);
            default -> {
                // Only the judge is interested.
            }
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
