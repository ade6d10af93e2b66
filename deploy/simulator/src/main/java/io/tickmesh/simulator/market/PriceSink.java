package io.tickmesh.simulator.market;

/// Takes what a [PriceSource] produces. Symbols are given by their index, prices in ticks, quantities in steps.
public interface PriceSink {

    /// The symbol trades from the instant until the given time at least, starting at the given price.
    void session(int symbol, long atMillis, long untilMillis, long ticks);

    /// `count` trades reported as one; live trades have a count of 1.
    void trade(int symbol, long atMillis, long count, long ticks, long steps, boolean buyerMaker);

    /// The best bid and ask.
    void quote(int symbol, long atMillis, long bid, long bidSteps, long ask, long askSteps);
}
