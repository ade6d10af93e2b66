package io.tickmesh.market.kraken;

import java.util.List;
import java.util.Optional;

/// A symbol of Kraken and the names that the exchange has for it.
///
/// Nothing in `BTCUSD` tells where its base ends, and asking the exchange would make the stream depend on the REST interface. So the
/// quote is the longest of the known quote currencies that the name ends with.
///
/// @param symbol name in the mesh, for example `BTCUSD.KRAKEN`
/// @param base for example `BTC`
/// @param quote for example `USD`
record KrakenPair(String symbol, String base, String quote) {
    /// What the name of every symbol of this exchange ends with.
    static final String SUFFIX = ".KRAKEN";

    /// The longer ones first where one ends with another.
    static final List<String> QUOTES =
            List.of(
                    "PYUSD", "RLUSD", "USDT", "USDC", "USDG", "EURC", "DAI", "USD", "EUR", "GBP",
                    "CAD", "AUD", "CHF", "JPY", "BTC", "ETH");

    /// Returns the pair of that name; empty if it is no name of a symbol of this exchange.
    static Optional<KrakenPair> of(String symbol) {
        if (!symbol.matches("[A-Z0-9]{4,20}\\.KRAKEN")) {
            return Optional.empty();
        }
        String name = symbol.substring(0, symbol.length() - SUFFIX.length());
        return QUOTES.stream()
                .filter(quote -> name.endsWith(quote) && name.length() > quote.length())
                .findFirst()
                .map(quote ->
                        new KrakenPair(
                                symbol, name.substring(0, name.length() - quote.length()), quote));
    }

    /// Returns the name of the WebSocket v2, for example `BTC/USD`.
    String streamName() {
        return base + "/" + quote;
    }

    /// Returns the name of the REST interface, for example `XBTUSD`: it still has the exchange's old names of two currencies.
    String restName() {
        return old(base) + old(quote);
    }

    private static String old(String currency) {
        return switch (currency) {
            case "BTC" -> "XBT";
            case "DOGE" -> "XDG";
            default -> currency;
        };
    }
}
