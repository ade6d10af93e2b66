package io.tickmesh.simulator.market;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The market state of one symbol: best quote, order book, latest trades and the bars of every interval, all built from
/// the same trades and quotes. Not thread-safe.
public final class SymbolBook {

    /// The span of the average price, as the filters of the exchange name it.
    private static final long AVERAGE_PRICE_MILLIS = 300_000;

    private final int index;
    private final Instrument instrument;
    private final List<BarSeries> series;
    private final TradeLog tradeLog = new TradeLog();
    private @Nullable DepthBook depth;
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
    long trade(
            long atMillis,
            long count,
            long ticks,
            long steps,
            boolean buyerMaker,
            MarketListener listener) {
        long id = nextTradeId;
        tradeFrom(id, atMillis, count, ticks, steps, buyerMaker, listener);
        return id;
    }

    /// Applies a trade with the exchange's own id; false when it is old.
    boolean recordedTrade(
            long id,
            long atMillis,
            long ticks,
            long steps,
            boolean buyerMaker,
            MarketListener listener) {
        if (id < nextTradeId) {
            return false;
        }
        tradeFrom(id, atMillis, 1, ticks, steps, buyerMaker, listener);
        return true;
    }

    private void tradeFrom(
            long id,
            long atMillis,
            long count,
            long ticks,
            long steps,
            boolean buyerMaker,
            MarketListener listener) {
        nextTradeId = id + count;
        tradeLog.add(this, listener, id, count, atMillis, ticks, steps, buyerMaker);
        lastPrice = ticks;
        long notional = instrument.notional(ticks, steps);
        for (int i = 0; i < series.size(); i++) {
            BarSeries bars = series.get(i);
            bars.touch(atMillis, ticks);
            bars.trade(id, count, ticks, steps, notional, buyerMaker);
        }
    }

    /// Reports the aggregate trade that is being built.
    void completeAggregate(MarketListener listener) {
        tradeLog.complete(this, listener);
    }

    /// Replaces the best quote; true when it differs from the one before.
    boolean quote(long bid, long bidSteps, long ask, long askSteps) {
        if (this.bid == bid
                && this.bidSteps == bidSteps
                && this.ask == ask
                && this.askSteps == askSteps) {
            return false;
        }
        quoteAs(updateId + 1, bid, bidSteps, ask, askSteps);
        return true;
    }

    /// Replaces the best quote by one with the exchange's own id; false when it is old.
    boolean recordedQuote(long updateId, long bid, long bidSteps, long ask, long askSteps) {
        if (updateId <= this.updateId) {
            return false;
        }
        quoteAs(updateId, bid, bidSteps, ask, askSteps);
        return true;
    }

    private void quoteAs(long updateId, long bid, long bidSteps, long ask, long askSteps) {
        this.updateId = updateId;
        this.bid = bid;
        this.bidSteps = bidSteps;
        this.ask = ask;
        this.askSteps = askSteps;
        DepthBook depth = this.depth;
        if (depth != null) {
            depth.quote(updateId, bid, bidSteps, ask, askSteps);
        }
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

    /// Returns the order book. It costs nothing before it is asked for the first time; then it is kept up with every quote.
    public DepthBook depth() {
        DepthBook depth = this.depth;
        if (depth == null) {
            depth = new DepthBook(instrument.symbol().hashCode() ^ updateId);
            this.depth = depth;
            if (updateId > 0) {
                depth.quote(updateId, bid, bidSteps, ask, askSteps);
            }
        }
        return depth;
    }

    /// Returns the latest trades.
    public TradeTape trades() {
        return tradeLog.trades();
    }

    /// Returns the latest aggregate trades.
    public TradeTape aggregates() {
        return tradeLog.aggregates();
    }

    /// Returns statistics to read, made from bars of this length: those of a minute reach back a day, longer ones longer.
    /// Whoever reads a window again and again keeps them, and then pays for little more than the open bar.
    public RollingStatistics statistics(KlineInterval interval) {
        return new RollingStatistics(instrument, bars(interval));
    }

    /// Returns the average price of the last five minutes in units of `10^-8`; the last price when nothing traded.
    public long averagePrice(long nowMillis) {
        RollingStatistics minutes =
                statistics(KlineInterval.M1).read(nowMillis - AVERAGE_PRICE_MILLIS);
        return minutes.tradeCount() == 0
                ? lastPrice
                        * Instrument.powerOfTen(
                                Instrument.WIRE_DECIMALS - instrument.priceDecimals())
                : minutes.averagePrice();
    }

    /// Returns the bars of an interval whose days begin at midnight of a time zone. The series of UTC where that makes no
    /// difference, else a new one, folded from the longest bars that fit.
    ///
    /// @param offsetMillis how far local time is ahead of UTC, whole minutes
    public BarSeries bars(KlineInterval interval, long offsetMillis) {
        return bars(interval).shifted(offsetMillis, this::bars);
    }

    /// Returns when the last trade was (epoch ms), 0 before the first.
    public long lastTradeMillis() {
        TradeTape trades = tradeLog.trades();
        return trades.size() == 0 ? 0 : trades.millis(trades.size() - 1);
    }

    /// Returns the quantity of the last trade in steps, 0 before the first.
    public long lastSteps() {
        TradeTape trades = tradeLog.trades();
        int last = trades.size() - 1;
        return last < 0 ? 0 : trades.stepsOf(last, trades.lastId(last));
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
