package io.tickmesh.market.binance;

import io.tickmesh.market.venue.ConnectionSettings;
import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.market.Interval;
import java.net.URI;
import java.util.List;

/// Settings of the connection to Binance, or to something that speaks its protocol.
///
/// @param restUrl base of the REST requests, without `/api/v3`
/// @param wsUrl base of the WebSocket, without `/stream`
/// @param symbols the symbols to stream
/// @param intervals the intervals whose candles are kept and published
/// @param orderBooks the symbols whose order books are kept, some of `symbols`
/// @param weightLimit request weight that the exchange grants in a minute
/// @param weightShare the part of it that is used
/// @param requestsInFlight REST requests under way at the same time
/// @param streamsPerSubscribe streams in one SUBSCRIBE message
public record BinanceConfig(
        URI restUrl,
        URI wsUrl,
        List<String> symbols,
        List<Interval> intervals,
        List<String> orderBooks,
        ConnectionSettings connection,
        int weightLimit,
        double weightShare,
        int requestsInFlight,
        int streamsPerSubscribe) {
    /// The exchange's limit of streams on one connection.
    public static final int MAX_STREAMS = 1024;

    public BinanceConfig {
        symbols = List.copyOf(symbols);
        intervals = List.copyOf(intervals);
        orderBooks = List.copyOf(orderBooks);
        if (symbols.isEmpty() || intervals.isEmpty()) {
            throw new IllegalArgumentException(
                    "symbols and intervals must not be empty, was %s and %s"
                            .formatted(symbols, intervals));
        }
    }

    /// Reads the section `feed.binance`; what cannot be used is noted there.
    public static BinanceConfig read(
            ConfigSection binance,
            List<String> symbols,
            List<Interval> intervals,
            List<String> orderBooks) {
        return new BinanceConfig(
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
                orderBooks,
                ConnectionSettings.read(binance),
                binance.number("weight-limit", 6000, 1, 1_000_000),
                binance.real("weight-share", 0.8, 0.01, 1),
                binance.number("requests-in-flight", 8, 1, 64),
                binance.number("streams-per-subscribe", 200, 1, MAX_STREAMS));
    }

    /// Returns the same settings for another address.
    public BinanceConfig at(URI newRestUrl, URI newWsUrl) {
        return with(newRestUrl, newWsUrl, orderBooks);
    }

    /// Returns the same settings without order books.
    public BinanceConfig withoutOrderBooks() {
        return with(restUrl, wsUrl, List.of());
    }

    private BinanceConfig with(URI newRestUrl, URI newWsUrl, List<String> newOrderBooks) {
        return new BinanceConfig(
                newRestUrl,
                newWsUrl,
                symbols,
                intervals,
                newOrderBooks,
                connection,
                weightLimit,
                weightShare,
                requestsInFlight,
                streamsPerSubscribe);
    }

    /// Returns the same settings for other symbols; order books of those that are gone are gone too.
    public BinanceConfig withSymbols(List<String> newSymbols) {
        return new BinanceConfig(
                restUrl,
                wsUrl,
                newSymbols,
                intervals,
                orderBooks.stream().filter(newSymbols::contains).toList(),
                connection,
                weightLimit,
                weightShare,
                requestsInFlight,
                streamsPerSubscribe);
    }
}
