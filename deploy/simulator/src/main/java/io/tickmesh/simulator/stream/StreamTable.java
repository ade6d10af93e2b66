package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every stream of the exchange and its name.
final class StreamTable {

    private final List<SymbolTopics> symbols;
    private final Map<String, SymbolTopics> bySymbol = new HashMap<>();

    StreamTable(Market market) {
        this.symbols = market.books().stream().map(SymbolTopics::new).toList();
        symbols.forEach(
                s -> bySymbol.put(s.book().instrument().symbol().toLowerCase(Locale.ROOT), s));
    }

    /// Returns the stream of this name, empty if the exchange has none. Symbols are lower case.
    Optional<Topic> named(String name) {
        int at = name.indexOf('@');
        return at < 0
                ? Optional.empty()
                : Optional.ofNullable(bySymbol.get(name.substring(0, at)))
                        .flatMap(symbol -> symbol.labelled(name.substring(at + 1)));
    }

    List<SymbolTopics> symbols() {
        return symbols;
    }

    SymbolTopics of(SymbolBook book) {
        return symbols.get(book.index());
    }
}
