package io.tickmesh.market;

import io.tickmesh.market.candle.Agreement;
import io.tickmesh.market.candle.Buckets;
import io.tickmesh.market.candle.FormingCandle;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The candles of all symbols and intervals that are being traded, each as new as the last trade. For one context.
final class FormingCandles {
    /// What the trades of an ended bar may need to arrive.
    private static final long GRACE_MILLIS = 2_000;

    private final CandleBook book;
    private final ExchangeClock clock;
    private final FeedCounters counters;
    private final int symbols;
    private final @Nullable FormingCandle[] forming;

    FormingCandles(CandleBook book, int symbols, ExchangeClock clock, FeedCounters counters) {
        this.book = book;
        this.clock = clock;
        this.counters = counters;
        this.symbols = symbols;
        this.forming = new FormingCandle[book.slots().size()];
        for (int symbol = 0; symbol < symbols; symbol++) {
            opened(symbol);
        }
    }

    /// Begins anew with a symbol.
    void opened(int symbol) {
        for (int i = symbol; i < forming.length; i += symbols) {
            Interval interval = book.slots().get(i).interval;
            // Where bars of three days begin is seen by the first one.
            forming[i] = interval == Interval.D3 ? null : new FormingCandle(Buckets.of(interval));
        }
    }

    /// Takes a trade that is newer than all before.
    void trade(int symbol, long id, double price, double quantity, long tradeMillis) {
        if (clock.isFuture(tradeMillis)) {
            counters.futureTrades.increment();
            return;
        }
        for (int i = symbol; i < forming.length; i += symbols) {
            FormingCandle candle = forming[i];
            if (candle != null) {
                var _ = candle.trade(id, id, price, quantity, tradeMillis);
            }
        }
    }

    /// Takes the exchange's own candle so far.
    void soFar(int symbol, int interval, Candle bar, long firstTradeId, long lastTradeId) {
        if (!clock.isFuture(bar.openMillis())) {
            var _ = of(interval * symbols + symbol, bar).soFar(bar, firstTradeId, lastTradeId);
        }
    }

    /// Takes the exchange's final word, and counts where the own candle says something else although no trade was missed.
    void closed(int symbol, int interval, Candle bar, long lastTradeId) {
        int slot = interval * symbols + symbol;
        if (of(slot, bar).closed(bar, lastTradeId) == Agreement.DIFFERENT) {
            counters.differentCandles.increment();
        }
    }

    /// Returns the candle that is open, as far as it is known.
    Optional<Candle> candle(int symbol, int interval) {
        FormingCandle candle = forming[interval * symbols + symbol];
        if (candle == null) {
            return Optional.empty();
        }
        if (clock.millis() > 0) {
            var _ = candle.endAt(clock.millis() - GRACE_MILLIS);
        }
        long closedUntil =
                book.slot(symbol, interval).series.expectedMillis().orElse(Long.MIN_VALUE);
        return candle.candle().filter(open -> open.openMillis() >= closedUntil);
    }

    private FormingCandle of(int slot, Candle bar) {
        FormingCandle candle = forming[slot];
        if (candle == null) {
            candle =
                    new FormingCandle(
                            Buckets.of(book.slots().get(slot).interval, bar.openMillis()));
            forming[slot] = candle;
        }
        return candle;
    }
}
