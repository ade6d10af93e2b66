package io.tickmesh.acceptance.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Bots that want to enter after every candle and never do, because the exchange takes no orders as small as theirs. So each candle that
/// one of them decides on shows as a signal and as a rejected order, whose id tells the candle. Thread-safe.
public final class Metronome {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final List<String> SYMBOLS =
            List.of("BTCUSDT", "ETHUSDT", "XRPUSDT", "LINKUSDT", "LTCUSDT", "DOTUSDT");

    private final Map<String, Signal> signals = new ConcurrentHashMap<>();
    private final Map<String, Instant> candles = new ConcurrentHashMap<>();

    /// @param cause id of the candle's event; empty where the bot moved meanwhile and learned of the candle from history
    private record Signal(String id, String bot, String node, String cause, Instant published) {
        @Override
        public String toString() {
            return "%s on %s%s".formatted(published, node, cause.isEmpty() ? ", from history" : "");
        }
    }

    /// Returns the bots, as the list `fleet` of a configuration has them.
    static String fleet() {
        StringBuilder fleet = new StringBuilder();
        for (String symbol : SYMBOLS) {
            fleet.append(
                    """
                        - id: %s
                          rule: "enter: close > 0; exit: close < 0"
                          interval: 1s
                          account: main
                          symbols: [%s]
                          order-quote: 0.01
                    """
                            .formatted(bot(symbol), symbol));
        }
        return fleet.toString();
    }

    /// Takes in an event.
    void event(JsonNode event, Instant published) {
        String bot = event.path("bot").asText();
        if (!bots().contains(bot)) {
            return;
        }
        switch (event.path("type").asText()) {
            case "SignalGenerated" -> {
                String id = event.path("id").asText();
                signals.put(
                        id,
                        new Signal(
                                id,
                                bot,
                                event.path("node").asText(),
                                event.path("cause").asText(""),
                                published));
            }
            case "OrderRejected" ->
                    candles.put(event.path("cause").asText(), end(event.path("orderId").asText()));
            default -> {
                // Nothing else is counted.
            }
        }
    }

    /// Returns whether each bot has decided on a candle that closed at that time or later.
    boolean hasPassed(Instant time) {
        return bots().stream()
                .allMatch(bot ->
                        !decisions(bot).tailMap(time.truncatedTo(ChronoUnit.SECONDS)).isEmpty());
    }

    /// Returns the candles that closed after one time and not after another on which a bot decided not at all, or more than once, and the
    /// decisions of which one does not know on what they were made.
    List<String> faults(Instant after, Instant until) {
        List<String> faults = new ArrayList<>();
        for (String bot : bots()) {
            NavigableMap<Instant, List<Signal>> decisions = decisions(bot);
            for (Instant end : ends(after, until)) {
                List<Signal> made = decisions.getOrDefault(end, List.of());
                if (made.isEmpty()) {
                    faults.add(
                            "%s has missed the candle of %s; before it decided at %s, after it at %s"
                                    .formatted(
                                            bot,
                                            end,
                                            decisions.lowerEntry(end),
                                            decisions.higherEntry(end)));
                } else if (made.size() > 1) {
                    faults.add("%s decided on the candle of %s at %s".formatted(bot, end, made));
                }
            }
        }
        signals.values().stream()
                .filter(signal -> !candles.containsKey(signal.id()))
                .filter(signal ->
                        signal.published().isAfter(after) && signal.published().isBefore(until))
                .forEach(signal ->
                        faults.add(
                                "%s decided at %s, and nothing came of it"
                                        .formatted(signal.bot(), signal)));
        return faults;
    }

    /// Returns on how many candles the bots had to decide.
    int expected(Instant after, Instant until) {
        return bots().size() * ends(after, until).size();
    }

    private NavigableMap<Instant, List<Signal>> decisions(String bot) {
        NavigableMap<Instant, List<Signal>> decisions = new TreeMap<>();
        signals.values().stream()
                .filter(signal -> signal.bot().equals(bot) && candles.containsKey(signal.id()))
                .forEach(signal ->
                        decisions
                                .computeIfAbsent(candles.get(signal.id()), _ -> new ArrayList<>())
                                .add(signal));
        return decisions;
    }

    private static Collection<Instant> ends(Instant after, Instant until) {
        List<Instant> ends = new ArrayList<>();
        Instant end = after.truncatedTo(ChronoUnit.SECONDS).plus(BEAT);
        while (!end.isAfter(until)) {
            ends.add(end);
            end = end.plus(BEAT);
        }
        return ends;
    }

    private static Set<String> bots() {
        Set<String> bots = new TreeSet<>();
        SYMBOLS.forEach(symbol -> bots.add(bot(symbol)));
        return bots;
    }

    private static String bot(String symbol) {
        return "metronome-" + symbol.toLowerCase(Locale.ROOT);
    }

    /// The same decision makes the same id everywhere. A second one on the same node has the next millisecond.
    private static Instant end(String orderId) {
        int action = orderId.lastIndexOf('-');
        int time = orderId.lastIndexOf('-', action - 1);
        return Instant.ofEpochMilli(
                        Long.parseLong(orderId.substring(time + 1, action), Character.MAX_RADIX))
                .truncatedTo(ChronoUnit.SECONDS);
    }
}
