package io.tickmesh.simulator.rest;

import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The symbols that a request is about.
///
/// @param single whether it named one symbol, so that the answer is an object and not a list
/// @param named how many symbols it named, 0 when it is about all
record Selection(boolean single, int named, List<SymbolBook> books) {

    static final String TRADING = "TRADING";

    private static final Set<String> STATUSES = Set.of(TRADING, "HALT", "BREAK", "CANCEL_ONLY");

    /// Reads `symbol`, `symbols` and `symbolStatus`; without a name all symbols are meant.
    static Selection of(RestQuery query, Market market) throws ApiError {
        Optional<String> one = query.symbol();
        Optional<List<String>> many = query.symbols();
        boolean trading = trading(query);
        if (one.isPresent() && many.isPresent()) {
            throw ApiError.combination();
        }
        if (one.isPresent()) {
            SymbolBook book = book(one.get(), market);
            requireTrading(trading);
            return new Selection(true, 1, List.of(book));
        }
        List<SymbolBook> books = market.books();
        if (many.isPresent()) {
            books = new ArrayList<>();
            for (String symbol : many.get()) {
                books.add(book(symbol, market));
            }
        }
        int named = many.map(List::size).orElse(0);
        return new Selection(false, named, trading ? books : List.of());
    }

    /// Like [#of], for calls that are never about all symbols.
    static Selection named(RestQuery query, Market market) throws ApiError {
        Selection selection = of(query, market);
        if (selection.named == 0) {
            throw ApiError.either("symbol", "symbols");
        }
        return selection;
    }

    /// Reads the one symbol of calls that are about one.
    static SymbolBook one(RestQuery query, Market market) throws ApiError {
        Optional<String> symbol = query.symbol();
        if (symbol.isEmpty()) {
            throw ApiError.mandatory("symbol");
        }
        return book(symbol.get(), market);
    }

    private static SymbolBook book(String symbol, Market market) throws ApiError {
        Optional<SymbolBook> book = market.book(symbol);
        if (book.isEmpty()) {
            throw ApiError.symbol();
        }
        return book.get();
    }

    /// Reads `symbolStatus`; false when it leaves out symbols that trade, and that is all there are.
    static boolean trading(RestQuery query) throws ApiError {
        Optional<String> status = query.text("symbolStatus");
        if (status.isPresent() && !STATUSES.contains(status.get())) {
            throw ApiError.symbolStatus();
        }
        return status.isEmpty() || status.get().equals(TRADING);
    }

    static void requireTrading(boolean trading) throws ApiError {
        if (!trading) {
            throw ApiError.otherStatus();
        }
    }
}
