package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every stream of the exchange and its name.
final class StreamTable {

    private final Periodicals periodicals;
    private final List<SymbolTopics> symbols;
    private final Map<String, Topic> ofAllSymbols = new LinkedHashMap<>();
    private final Map<String, SymbolTopics> bySymbol = new HashMap<>();

    StreamTable(Market market) {
        this.periodicals = new Periodicals(market);
        this.symbols =
                market.books().stream().map(book -> new SymbolTopics(book, periodicals)).toList();
        symbols.forEach(
                s -> bySymbol.put(s.book().instrument().symbol().toLowerCase(Locale.ROOT), s));
        all(market, "!miniTicker@arr", TickerStream.Form.MINI);
        all(market, "!ticker_1h@arr", TickerStream.Form.WINDOW_1H);
        all(market, "!ticker_4h@arr", TickerStream.Form.WINDOW_4H);
        all(market, "!ticker_1d@arr", TickerStream.Form.WINDOW_1D);
        for (SymbolTopics symbol : symbols) {
            market.recordedStreams()
                    .forEach(label -> symbol.labelled(label).ifPresent(Topic::markRecorded));
        }
    }

    private void all(Market market, String name, TickerStream.Form form) {
        Topic topic = new Topic(name);
        ofAllSymbols.put(name, topic);
        periodicals.add(topic, false, () -> new AllTickersStream(market.books(), form));
    }

    /// Returns the stream of this name, empty if the exchange has none. Symbols are lower case.
    Optional<Topic> named(String name) {
        Topic ofAll = ofAllSymbols.get(name);
        if (ofAll != null) {
            return Optional.of(ofAll);
        }
        int at = name.indexOf('@');
        return at < 0
                ? Optional.empty()
                : Optional.ofNullable(bySymbol.get(name.substring(0, at)))
                        .flatMap(symbol -> symbol.labelled(name.substring(at + 1)));
    }

    List<SymbolTopics> symbols() {
        return symbols;
    }

    /// Returns the streams that tell of all symbols at once, by name.
    Map<String, Topic> ofAllSymbols() {
        return ofAllSymbols;
    }

    Periodicals periodicals() {
        return periodicals;
    }

    SymbolTopics of(SymbolBook book) {
        return symbols.get(book.index());
    }
}
