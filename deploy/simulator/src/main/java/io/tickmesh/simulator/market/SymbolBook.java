package io.tickmesh.simulator.market;

import java.util.List;
import java.util.function.ToLongFunction;

/// The market state of one symbol: best quote, last price and the bars of every interval, all built from the same trades.
/// Not thread-safe.
public final class SymbolBook {

    private final int index;
    private final Instrument instrument;
    private final List<BarSeries> series;
    private long lastPrice;
    private long nextTradeId = 1;
    private long tradingUntilMillis = Long.MIN_VALUE;
    private long updateId;
    private long bid;
    private long bidSteps;
    private long ask;
    private long askSteps;

    SymbolBook(int index, Instrument instrument, ToLongFunction<KlineInterval> recordedFrom) {
        this.index = index;
        this.instrument = instrument;
        this.series =
                KlineInterval.ALL.stream()
                        .map(i -> new BarSeries(i, recordedFrom.applyAsLong(i)))
                        .toList();
    }

    /// Closes every bar that ended by the instant and opens the next one while the symbol trades.
    void advanceTo(long nowMillis, MarketListener listener) {
        for (int i = 0; i < series.size(); i++) {
            BarSeries bars = series.get(i);
            while (bars.closeIfEnded(nowMillis)) {
                listener.bar(this, bars, nowMillis);
                if (bars.endMillis() < tradingUntilMillis) {
                    bars.touch(bars.endMillis(), lastPrice);
                }
            }
        }
    }

    /// Says that the symbol trades from now until the given time at least, starting at this price.
    void session(long atMillis, long untilMillis, long ticks) {
        tradingUntilMillis = untilMillis;
        lastPrice = ticks;
        for (int i = 0; i < series.size(); i++) {
            series.get(i).touch(atMillis, ticks);
        }
    }

    /// Applies `count` trades reported as one and returns the id of the first.
    long trade(long atMillis, long count, long ticks, long steps, boolean buyerMaker) {
        long id = nextTradeId;
        nextTradeId += count;
        lastPrice = ticks;
        long notional = instrument.notional(ticks, steps);
        for (int i = 0; i < series.size(); i++) {
            BarSeries bars = series.get(i);
            bars.touch(atMillis, ticks);
            bars.trade(id, count, ticks, steps, notional, buyerMaker);
        }
        return id;
    }

    /// Replaces the best quote; true when it differs from the one before.
    boolean quote(long bid, long bidSteps, long ask, long askSteps) {
        if (this.bid == bid
                && this.bidSteps == bidSteps
                && this.ask == ask
                && this.askSteps == askSteps) {
            return false;
        }
        this.bid = bid;
        this.bidSteps = bidSteps;
        this.ask = ask;
        this.askSteps = askSteps;
        updateId++;
        return true;
    }

    /// Returns the position of the symbol in the fixed order.
    public int index() {
        return index;
    }

    /// Returns what is traded.
    public Instrument instrument() {
        return instrument;
    }

    /// Returns the bars of an interval.
    public BarSeries bars(KlineInterval interval) {
        return series.get(interval.position());
    }

    /// Returns the last price in ticks, 0 before the first trade.
    public long lastPrice() {
        return lastPrice;
    }

    /// Returns the number of the last change of the quote.
    public long updateId() {
        return updateId;
    }

    /// Returns the best bid in ticks.
    public long bid() {
        return bid;
    }

    /// Returns the quantity at the best bid in steps.
    public long bidSteps() {
        return bidSteps;
    }

    /// Returns the best ask in ticks.
    public long ask() {
        return ask;
    }

    /// Returns the quantity at the best ask in steps.
    public long askSteps() {
        return askSteps;
    }
}
