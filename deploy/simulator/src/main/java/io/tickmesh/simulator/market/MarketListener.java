package io.tickmesh.simulator.market;

/// Hears what happens in the market, in order, on the thread that steps it. Arguments must not be kept.
public interface MarketListener {

    /// One trade, in ticks and steps.
    void trade(SymbolBook book, long atMillis, long id, long ticks, long steps, boolean buyerMaker);

    /// An aggregate of the trades of one instant, price and taker side is complete: the last entry of the tape.
    default void aggregateTrade(SymbolBook book, TradeTape aggregates) {}

    /// The best quote of the book changed.
    void quote(SymbolBook book, long atMillis);

    /// The last bar of the series moved on; it is final when the series has no open bar.
    void bar(SymbolBook book, BarSeries bars, long atMillis);

    /// The data clock came to a multiple of the market's pulse, and everything else of that instant has been told.
    default void pulse(long atMillis) {}

    /// A message to be sent as it is.
    ///
    /// @param stream the part of the stream's name after the symbol and `@`
    /// @param payload must not be changed
    default void recordedMessage(SymbolBook book, String stream, byte[] payload) {}
}
