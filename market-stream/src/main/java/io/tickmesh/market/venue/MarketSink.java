package io.tickmesh.market.venue;

import io.tickmesh.market.book.Levels;
import io.tickmesh.market.wire.Refusal;
import io.tickmesh.mesh.market.Candle;

/// Gets what a message says. Symbols and intervals are places in the lists of the venue. What was told before may come again
/// or late, because two connections are read while one takes over from the other.
public interface MarketSink {
    /// A trade.
    ///
    /// @param id counts the trades of the symbol without holes; -1 if the exchange has none
    /// @param tradeMillis when it took place, epoch milliseconds: says to which bar it belongs
    void trade(int symbol, long id, double price, double quantity, long tradeMillis);

    /// The best bid and ask, 0 where there is none.
    ///
    /// @param updateId grows with every change of the symbol's book; -1 if the exchange has none
    void quote(
            int symbol,
            long updateId,
            double bid,
            double bidQuantity,
            double ask,
            double askQuantity);

    /// A bar that may still change.
    ///
    /// @param firstTradeId the id of its first trade, -1 if it has none or the exchange does not say
    /// @param lastTradeId the id of its last trade, -1 if it has none or the exchange does not say
    void openBar(int symbol, int interval, Candle bar, long firstTradeId, long lastTradeId);

    /// A bar of which the exchange says that it is final.
    ///
    /// @param lastTradeId the id of its last trade, -1 if it has none or the exchange does not say
    void closedBar(int symbol, int interval, Candle bar, long lastTradeId);

    /// A bar of which the exchange says that it is final, without the ids of its trades.
    default void closedBar(int symbol, int interval, Candle bar) {
        closedBar(symbol, interval, bar, -1);
    }

    /// Changes of the order book. The levels are good only until this returns.
    ///
    /// @param eventMillis epoch milliseconds
    void depth(int symbol, long firstId, long lastId, long eventMillis, Levels bids, Levels asks);

    /// A bar must be over, and the stream does not say so: the history has to be asked. For exchanges whose streams say nothing
    /// where nobody trades.
    void overdueBar(int symbol, int interval);

    /// The exchange did what we asked.
    void answered();

    /// The exchange refused what we asked; the connection is of no use.
    void refused();

    /// The exchange will close the connection soon.
    void shutdown();

    /// Well-formed, and nothing that we know.
    void unknown();

    /// Nothing that can be read.
    void malformed(Refusal refusal);
}
