package io.tickmesh.simulator.market;

/// What traded: single trades, and aggregates of neighbours with the same time, price and taker side, which is how the
/// exchange reports the fills of one taker order. Not thread-safe.
final class TradeLog {

    private final TradeTape trades = new TradeTape();
    private final TradeTape aggregates = new TradeTape();
    private long nextAggregateId = 1;
    private boolean pending;
    private long firstId;
    private long lastId;
    private long atMillis;
    private long ticks;
    private long steps;
    private boolean buyerMaker;

    TradeTape trades() {
        return trades;
    }

    TradeTape aggregates() {
        return aggregates;
    }

    /// Takes note of `count` trades, reported as one; an aggregate that they do not belong to is complete.
    void add(
            SymbolBook book,
            MarketListener listener,
            long id,
            long count,
            long atMillis,
            long ticks,
            long steps,
            boolean buyerMaker) {
        trades.add(id, id, id + count - 1, atMillis, ticks, steps, buyerMaker);
        if (pending
                && this.atMillis == atMillis
                && this.ticks == ticks
                && this.buyerMaker == buyerMaker) {
            this.steps += steps;
        } else {
            complete(book, listener);
            pending = true;
            firstId = id;
            this.atMillis = atMillis;
            this.ticks = ticks;
            this.steps = steps;
            this.buyerMaker = buyerMaker;
        }
        lastId = id + count - 1;
    }

    /// Reports the aggregate that is being built, if there is one.
    void complete(SymbolBook book, MarketListener listener) {
        if (!pending) {
            return;
        }
        pending = false;
        long id = nextAggregateId++;
        aggregates.add(id, firstId, lastId, atMillis, ticks, steps, buyerMaker);
        listener.aggregateTrade(book, aggregates);
    }
}
