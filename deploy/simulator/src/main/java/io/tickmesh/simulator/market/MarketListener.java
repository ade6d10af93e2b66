package io.tickmesh.simulator.market;

/// Hears what happens in the market, in order, on the thread that steps it. Arguments must not be kept.
public interface MarketListener {

    /// One trade, in ticks and steps.
    void trade(SymbolBook book, long atMillis, long id, long ticks, long steps, boolean buyerMaker);

    /// The best quote of the book changed.
    void quote(SymbolBook book, long atMillis);

    /// The last bar of the series moved on; it is final when the series has no open bar.
    void bar(SymbolBook book, BarSeries bars, long atMillis);
}
