package io.tickmesh.market;

import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.market.Interval;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Settings of the connection to the exchange (section `feed`).
///
/// @param restUrl base of the REST requests, without `/api/v3`
/// @param wsUrl base of the WebSocket, without `/stream`
/// @param symbols the symbols to stream
/// @param intervals the intervals whose candles are kept and published
/// @param history candles kept for each symbol and interval, 1 to 1000
/// @param staleAfter how long a symbol or the connection may be silent
/// @param requestTimeout for connecting and for a REST answer, 30 s at most
/// @param reconnectFirst longest wait before the first new attempt
/// @param reconnectCap longest wait before any attempt
/// @param reconnectJitter largest part of a wait that is left out at random, 0 to 1
/// @param weightLimit request weight that the exchange grants in a minute
/// @param weightShare the part of it that is used
/// @param requestsInFlight REST requests under way at the same time
/// @param streamsPerSubscribe streams in one SUBSCRIBE message
/// @param lockstep whether the data wait until all services are done with what came before, see [#inLockstep]
public record FeedConfig(
        URI restUrl,
        URI wsUrl,
        List<String> symbols,
        List<Interval> intervals,
        int history,
        Duration staleAfter,
        Duration requestTimeout,
        Duration reconnectFirst,
        Duration reconnectCap,
        double reconnectJitter,
        int weightLimit,
        double weightShare,
        int requestsInFlight,
        int streamsPerSubscribe,
        boolean lockstep) {
    /// The exchange's limit of streams on one connection.
    private static final int MAX_STREAMS = 1024;

    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
    private static final List<String> DEFAULT_SYMBOLS =
            List.of(
                    "AAVEUSDT",
                    "ADAUSDT",
                    "ALGOUSDT",
                    "ATOMUSDT",
                    "BATUSDT",
                    "BCHUSDT",
                    "BRDBTC",
                    "BTCUSDT",
                    "BTTUSDT",
                    "DASHUSDT",
                    "DOGEBTC",
                    "DOGEUSDT",
                    "DOTUSDT",
                    "EOSUSDT",
                    "ETHBTC",
                    "ETHUSDT",
                    "IOTAUSDT",
                    "LINKUSDT",
                    "LTCBTC",
                    "LTCUSDT",
                    "NEOUSDT",
                    "XMRUSDT",
                    "XRPBTC",
                    "XRPUSDT",
                    "XTZUSDT");
    private static final List<String> DEFAULT_INTERVALS = List.of("1s", "1m", "5m", "15m");

    public FeedConfig {
        symbols = List.copyOf(symbols);
        intervals = List.copyOf(intervals);
        if (symbols.isEmpty() || intervals.isEmpty()) {
            throw new IllegalArgumentException(
                    "symbols and intervals must not be empty, was %s and %s"
                            .formatted(symbols, intervals));
        }
        if (history < 1 || history > 1000) {
            throw new IllegalArgumentException("history must be from 1 to 1000, was " + history);
        }
    }

    /// Reads the section `feed`; what cannot be used is noted there.
    public static FeedConfig read(ConfigSection feed) {
        ConfigSection binance = feed.section("binance");
        List<String> symbols =
                names(feed, "symbols", DEFAULT_SYMBOLS, name -> name.matches("[A-Z0-9]{5,20}"));
        List<Interval> intervals =
                names(
                                feed,
                                "intervals",
                                DEFAULT_INTERVALS,
                                name -> Interval.ofCode(name).isPresent())
                        .stream()
                        .map(Interval::ofCode)
                        .flatMap(Optional::stream)
                        .toList();
        int streams = symbols.size() * (2 + intervals.size());
        if (streams > MAX_STREAMS) {
            feed.violation(
                    "symbols",
                    "and intervals must need at most %d streams (a symbol needs 2 and 1 for each interval), was %d"
                            .formatted(MAX_STREAMS, streams));
        }
        Duration timeout =
                binance.duration("request-timeout", Duration.ofSeconds(10), Duration.ofMillis(100));
        if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            binance.violation("request-timeout", "must be at most 30s, was " + timeout);
        }
        Duration first =
                binance.duration("reconnect-first", Duration.ofMillis(500), Duration.ofMillis(10));
        Duration cap =
                binance.duration("reconnect-cap", Duration.ofSeconds(30), Duration.ofMillis(10));
        if (cap.compareTo(first) < 0) {
            binance.violation("reconnect-cap", "must be at least reconnect-first, was " + cap);
        }
        return new FeedConfig(
                binance.uri(
                        "rest-url",
                        URI.create("https://data-api.binance.vision"),
                        List.of("http", "https")),
                binance.uri(
                        "ws-url",
                        URI.create("wss://data-stream.binance.vision"),
                        List.of("ws", "wss")),
                symbols,
                intervals,
                feed.number("history", 1000, 1, 1000),
                feed.duration("stale-after", Duration.ofSeconds(10), Duration.ofMillis(100)),
                timeout,
                first,
                cap,
                binance.real("reconnect-jitter", 0.3, 0, 1),
                binance.number("weight-limit", 6000, 1, 1_000_000),
                binance.real("weight-share", 0.8, 0.01, 1),
                binance.number("requests-in-flight", 8, 1, 64),
                binance.number("streams-per-subscribe", 200, 1, MAX_STREAMS),
                false);
    }

    /// Returns the same settings for another address of the exchange.
    public FeedConfig at(URI newRestUrl, URI newWsUrl) {
        return with(newRestUrl, newWsUrl, lockstep);
    }

    /// Returns the same settings for a replay: the next instant of the data is read only when everything that the last one
    /// caused is done, so that the same data give the same orders.
    public FeedConfig inLockstep() {
        return with(restUrl, wsUrl, true);
    }

    private FeedConfig with(URI newRestUrl, URI newWsUrl, boolean newLockstep) {
        return new FeedConfig(
                newRestUrl,
                newWsUrl,
                symbols,
                intervals,
                history,
                staleAfter,
                requestTimeout,
                reconnectFirst,
                reconnectCap,
                reconnectJitter,
                weightLimit,
                weightShare,
                requestsInFlight,
                streamsPerSubscribe,
                newLockstep);
    }

    /// A list with an unusable item is read as its default, so that reading goes on.
    private static List<String> names(
            ConfigSection section, String key, List<String> fallback, Predicate<String> known) {
        List<String> names = section.texts(key, fallback);
        List<String> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!known.test(name)) {
                violations.add("has an unknown name: " + name);
            } else if (!seen.add(name)) {
                violations.add("has a name twice: " + name);
            }
        }
        if (names.isEmpty()) {
            violations.add("must not be empty");
        }
        violations.forEach(violation -> section.violation(key, violation));
        return violations.isEmpty() ? names : fallback;
    }
}
