package io.tickmesh.market.kraken;

import io.tickmesh.market.venue.ConnectionSettings;
import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.market.Interval;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Settings of the feed from Kraken (section `feed.kraken`).
///
/// @param restUrl base of the REST requests, without `/0/public`
/// @param wsUrl base of the WebSocket, without `/v2`
/// @param symbols the symbols to stream, such as `BTCUSD.KRAKEN`
/// @param intervals the intervals whose candles are kept and published; all but `1s`
/// @param restPause from one REST request to the next
public record KrakenConfig(
        URI restUrl,
        URI wsUrl,
        List<String> symbols,
        List<Interval> intervals,
        Duration restPause,
        ConnectionSettings connection) {
    private static final List<String> DEFAULT_INTERVALS = List.of("1m", "5m", "15m");

    public KrakenConfig {
        symbols = List.copyOf(symbols);
        intervals = List.copyOf(intervals);
        if (symbols.isEmpty() || intervals.isEmpty()) {
            throw new IllegalArgumentException(
                    "symbols and intervals must not be empty, was %s and %s"
                            .formatted(symbols, intervals));
        }
        for (String symbol : symbols) {
            if (KrakenPair.of(symbol).isEmpty()) {
                throw new IllegalArgumentException("no symbol of Kraken: " + symbol);
            }
        }
        if (intervals.contains(Interval.S1)) {
            throw new IllegalArgumentException("Kraken has no candles of a second");
        }
    }

    /// Reads the section `feed.kraken`; what cannot be used is noted there.
    ///
    /// @return empty if it names no symbols: then there is no such feed
    public static Optional<KrakenConfig> read(ConfigSection feed) {
        ConfigSection kraken = feed.section("kraken");
        List<String> names = kraken.texts("symbols", List.of());
        List<String> symbols = symbols(kraken, names);
        List<Interval> intervals = intervals(kraken);
        URI rest =
                kraken.uri(
                        "rest-url", URI.create("https://api.kraken.com"), List.of("http", "https"));
        URI ws = kraken.uri("ws-url", URI.create("wss://ws.kraken.com"), List.of("ws", "wss"));
        Duration pause = kraken.duration("rest-pause", Duration.ofSeconds(1), Duration.ofMillis(1));
        ConnectionSettings connection = ConnectionSettings.read(kraken);
        if (names.isEmpty() && !feed.keys("kraken").isEmpty()) {
            kraken.violation("symbols", "must not be empty");
        }
        return symbols.isEmpty() || intervals.isEmpty()
                ? Optional.empty()
                : Optional.of(new KrakenConfig(rest, ws, symbols, intervals, pause, connection));
    }

    List<KrakenPair> pairs() {
        return symbols.stream().flatMap(symbol -> KrakenPair.of(symbol).stream()).toList();
    }

    private static List<String> symbols(ConfigSection kraken, List<String> names) {
        LinkedHashSet<String> symbols = new LinkedHashSet<>();
        for (String name : names) {
            if (KrakenPair.of(name).isEmpty()) {
                kraken.violation(
                        "symbols",
                        "has an unknown name: %s (a base, one of %s, and .KRAKEN, such as BTCUSD.KRAKEN)"
                                .formatted(name, KrakenPair.QUOTES));
            } else if (!symbols.add(name)) {
                kraken.violation("symbols", "has a name twice: " + name);
            }
        }
        return List.copyOf(symbols);
    }

    private static List<Interval> intervals(ConfigSection kraken) {
        List<Interval> intervals = new ArrayList<>();
        for (String code : kraken.texts("intervals", DEFAULT_INTERVALS)) {
            Optional<Interval> interval = Interval.ofCode(code);
            if (interval.isEmpty()) {
                kraken.violation("intervals", "has an unknown name: " + code);
            } else if (interval.get() == Interval.S1) {
                kraken.violation(
                        "intervals", "must not have 1s: Kraken's shortest candles are of a minute");
            } else if (intervals.contains(interval.get())) {
                kraken.violation("intervals", "has a name twice: " + code);
            } else {
                intervals.add(interval.get());
            }
        }
        return intervals;
    }
}
