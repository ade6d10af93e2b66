package io.tickmesh.bot;

import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.ListCandles;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Joins history and live candles of one symbol and interval without overlap and, where history can fill it, without a hole.
/// Live candles wait while history is on its way. Not thread-safe.
final class CandleSeries {
    private static final int MAX_QUESTION = 1_000;
    private static final int MAX_WAITING = 1_000;
    // History is asked for while live candles close: a few more than wanted, so that the wanted
    // ones are always among them.
    private static final int SLACK = 10;
    private static final long NONE = -1;

    private final String symbol;
    private final Interval interval;
    private final Consumer<Candle> past;
    private final Consumer<CandleClosed> live;
    private final ArrayDeque<CandleClosed> waiting = new ArrayDeque<>();
    private int warmUpBars;
    private boolean loading = true;
    private long last = NONE;
    private long askedBefore = NONE;

    /// @param past gets candles that are only to be learnt from
    /// @param live gets each candle that closed since the series was made
    CandleSeries(
            String symbol, Interval interval, Consumer<Candle> past, Consumer<CandleClosed> live) {
        this.symbol = symbol;
        this.interval = interval;
        this.past = past;
        this.live = live;
    }

    /// Returns the question for the history that warms the strategies up.
    ///
    /// @param bars how many candles they want
    ListCandles warmUp(int bars) {
        warmUpBars = Math.min(bars, MAX_QUESTION - SLACK);
        return new ListCandles(symbol, interval, Math.min(MAX_QUESTION, warmUpBars + SLACK), null);
    }

    /// Takes in a live candle. Returns a question if candles before it are missing.
    Optional<ListCandles> offer(CandleClosed event) {
        if (waiting.size() == MAX_WAITING) {
            waiting.remove(); // a hole, which history fills
        }
        waiting.add(event);
        return loading ? Optional.empty() : advance();
    }

    /// Takes in the answer to the last question. Returns another question if candles are still missing.
    Optional<ListCandles> join(List<Candle> history) {
        // What comes live is decided on, so history ends where live begins, whichever of them came
        // first.
        long end = waiting.isEmpty() ? Long.MAX_VALUE : waiting.element().candle().openMillis();
        List<Candle> missed =
                history.stream()
                        .filter(candle -> candle.openMillis() > last && candle.openMillis() < end)
                        .toList();
        int skipped = last == NONE ? Math.max(0, missed.size() - warmUpBars) : 0;
        for (Candle candle : missed.subList(skipped, missed.size())) {
            last = candle.openMillis();
            past.accept(candle);
        }
        loading = false;
        return advance();
    }

    private Optional<ListCandles> advance() {
        for (CandleClosed next = waiting.peek(); next != null; next = waiting.peek()) {
            long open = next.candle().openMillis();
            // One question for each hole: what history does not have, the exchange never had.
            if (last != NONE && open > interval.next(last) && askedBefore != open) {
                askedBefore = open;
                loading = true;
                return Optional.of(new ListCandles(symbol, interval, missing(open), open));
            }
            waiting.remove();
            if (open > last) {
                last = open;
                live.accept(next);
            }
        }
        return Optional.empty();
    }

    private int missing(long open) {
        long bars = (open - interval.next(last)) / interval.nominal().toMillis();
        return Math.clamp(bars, 1, MAX_QUESTION);
    }
}
