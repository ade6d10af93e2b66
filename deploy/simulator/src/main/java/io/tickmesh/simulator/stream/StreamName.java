package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.Market;
import java.util.Locale;
import java.util.Optional;

/// A parsed stream name such as `btcusdt@kline_1m`.
///
/// @param symbol index of the symbol
/// @param kind which of the symbol's streams, 0..[#KINDS]-1
record StreamName(int symbol, int kind) {

    static final int TRADE = 0;
    static final int BOOK_TICKER = 1;
    static final int KINDS = 2 + KlineInterval.ALL.size();

    private static final int FIRST_KLINE = 2;
    private static final String KLINE_PREFIX = "kline_";

    static int klineKind(KlineInterval interval) {
        return FIRST_KLINE + interval.position();
    }

    /// Returns the part after the `@`.
    static String label(int kind) {
        return switch (kind) {
            case TRADE -> "trade";
            case BOOK_TICKER -> "bookTicker";
            default -> KLINE_PREFIX + KlineInterval.ALL.get(kind - FIRST_KLINE).label();
        };
    }

    /// Returns the stream, empty if the exchange has none of this name. Symbols are lower case.
    static Optional<StreamName> parse(String text, Market market) {
        int at = text.indexOf('@');
        if (at < 0
                || !text.substring(0, at).equals(text.substring(0, at).toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        String label = text.substring(at + 1);
        return market.book(text.substring(0, at).toUpperCase(Locale.ROOT))
                .flatMap(book -> kind(label).map(kind -> new StreamName(book.index(), kind)));
    }

    private static Optional<Integer> kind(String label) {
        if (label.startsWith(KLINE_PREFIX)) {
            return KlineInterval.ofLabel(label.substring(KLINE_PREFIX.length()))
                    .map(StreamName::klineKind);
        }
        return switch (label) {
            case "trade" -> Optional.of(TRADE);
            case "bookTicker" -> Optional.of(BOOK_TICKER);
            default -> Optional.empty();
        };
    }
}
