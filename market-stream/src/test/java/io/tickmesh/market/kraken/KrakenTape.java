package io.tickmesh.market.kraken;

import io.tickmesh.mesh.market.Candle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The trades of a fake exchange, and the bars that they make. Thread-safe.
final class KrakenTape {
    private final Map<String, List<Trade>> trades = new ConcurrentHashMap<>();

    /// Adds a trade that is not older than the last one.
    Trade add(String pair, long millis, double price, double quantity) {
        List<Trade> tape = trades.computeIfAbsent(pair, _ -> new CopyOnWriteArrayList<>());
        Trade trade = new Trade(tape.size() + 1L, millis, price, quantity);
        tape.add(trade);
        return trade;
    }

    /// Returns the bars of all intervals from the first trade until `nowMillis`, those without a trade too.
    ///
    /// @param lengthMillis a length that divides a day, or is one
    List<Candle> bars(String pair, long lengthMillis, long nowMillis) {
        List<Trade> tape = trades.getOrDefault(pair, List.of());
        List<Candle> bars = new ArrayList<>();
        if (tape.isEmpty()) {
            return bars;
        }
        int next = 0;
        double close = tape.getFirst().price;
        long first = Math.floorDiv(tape.getFirst().millis, lengthMillis) * lengthMillis;
        for (long open = first; open <= nowMillis; open += lengthMillis) {
            int from = next;
            while (next < tape.size() && tape.get(next).millis < open + lengthMillis) {
                next++;
            }
            Candle bar = bar(open, tape.subList(from, next), close);
            close = bar.close();
            bars.add(bar);
        }
        return bars;
    }

    private static Candle bar(long open, List<Trade> trades, double before) {
        if (trades.isEmpty()) {
            return new Candle(open, before, before, before, before, 0, 0, 0);
        }
        return new Candle(
                open,
                trades.getFirst().price,
                trades.stream().mapToDouble(Trade::price).max().orElseThrow(),
                trades.stream().mapToDouble(Trade::price).min().orElseThrow(),
                trades.getLast().price,
                trades.stream().mapToDouble(Trade::quantity).sum(),
                trades.stream().mapToDouble(trade -> trade.price * trade.quantity).sum(),
                trades.size());
    }

    /// A trade.
    record Trade(long id, long millis, double price, double quantity) {}
}
