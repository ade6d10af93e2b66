package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.event.PriceUpdated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The newest price of each symbol. Symbols are numbered, so that a client can remember with a bit each which ones it still has
/// to be told. Not thread-safe.
final class PriceTable {
    private static final int MOST_SYMBOLS = 10_000;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Message> newest = new ArrayList<>();

    /// Keeps the price. Symbols beyond the limit have none.
    void accept(Message message) {
        String symbol = symbolOf(message);
        Integer number = numbers.get(symbol);
        if (number != null) {
            newest.set(number, message);
        } else if (newest.size() < MOST_SYMBOLS) {
            numbers.put(symbol, newest.size());
            newest.add(message);
        }
    }

    /// Returns the number of the symbol that the price is of, -1 if it has none.
    int numberOf(Message message) {
        return numbers.getOrDefault(symbolOf(message), -1);
    }

    int size() {
        return newest.size();
    }

    /// Returns the newest price of a symbol.
    Message get(int number) {
        return newest.get(number);
    }

    static boolean isPrice(Message message) {
        return message.event() instanceof PriceUpdated;
    }

    private static String symbolOf(Message message) {
        return ((PriceUpdated) message.event()).symbol();
    }
}
