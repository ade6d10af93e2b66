package io.tickmesh.market;

import io.tickmesh.market.binance.BinanceConfig;
import io.tickmesh.market.kraken.KrakenConfig;
import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.market.Interval;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Settings of the feeds (section `feed`).
///
/// @param settings what all feeds share
/// @param binance the connection to Binance
/// @param kraken the connection to Kraken, if there is one
public record FeedConfig(
        FeedSettings settings, BinanceConfig binance, Optional<KrakenConfig> kraken) {
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

    /// Reads the section `feed`; what cannot be used is noted there.
    public static FeedConfig read(ConfigSection feed) {
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
        List<String> orderBooks = feed.texts("order-books", List.of());
        if (!symbols.containsAll(orderBooks)
                || new HashSet<>(orderBooks).size() < orderBooks.size()) {
            feed.violation(
                    "order-books", "must list some of feed.symbols, each once, was " + orderBooks);
            orderBooks = List.of();
        }
        int streams = symbols.size() * (2 + intervals.size()) + orderBooks.size();
        if (streams > BinanceConfig.MAX_STREAMS) {
            feed.violation(
                    "symbols",
                    "and intervals must need at most %d streams (a symbol needs 2, 1 for each interval and 1 for its order book), was %d"
                            .formatted(BinanceConfig.MAX_STREAMS, streams));
        }
        return new FeedConfig(
                FeedSettings.read(feed),
                BinanceConfig.read(feed.section("binance"), symbols, intervals, orderBooks),
                KrakenConfig.read(feed));
    }

    /// Returns the symbols of all feeds, as the mesh names them.
    public List<String> symbols() {
        return Stream.concat(
                        binance.symbols().stream(),
                        kraken.stream().flatMap(venue -> venue.symbols().stream()))
                .toList();
    }

    /// Returns the intervals whose candles of a symbol are kept and published; none if it is not streamed.
    public List<Interval> intervals(String symbol) {
        if (binance.symbols().contains(symbol)) {
            return binance.intervals();
        }
        return kraken.filter(venue -> venue.symbols().contains(symbol))
                .map(KrakenConfig::intervals)
                .orElse(List.of());
    }

    /// Returns the same settings for another address of Binance.
    public FeedConfig at(URI restUrl, URI wsUrl) {
        return new FeedConfig(settings, binance.at(restUrl, wsUrl), kraken);
    }

    /// Returns the same settings for other symbols of Binance.
    public FeedConfig withSymbols(List<String> symbols) {
        return new FeedConfig(settings, binance.withSymbols(symbols), kraken);
    }

    /// Returns the same settings for a replay: the next instant of the data is read only when everything that the last one
    /// caused is done, so that the same data give the same orders. Recorded data have no order books.
    public FeedConfig inLockstep() {
        return new FeedConfig(settings.inLockstep(), binance.withoutOrderBooks(), kraken);
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
