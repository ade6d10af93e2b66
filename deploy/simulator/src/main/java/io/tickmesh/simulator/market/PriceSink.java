package io.tickmesh.simulator.market;

/// Takes what a [PriceSource] produces. Symbols are given by their index, prices in ticks, quantities in steps.
public interface PriceSink {

    /// The symbol trades from the instant until the given time at least, starting at the given price.
    void session(int symbol, long atMillis, long untilMillis, long ticks);

    /// `count` trades reported as one; live trades have a count of 1.
    void trade(int symbol, long atMillis, long count, long ticks, long steps, boolean buyerMaker);

    /// The best bid and ask.
    void quote(int symbol, long atMillis, long bid, long bidSteps, long ask, long askSteps);

    /// A trade with the exchange's own id. One with an id that is not above all before is left out.
    void recordedTrade(
            int symbol, long atMillis, long id, long ticks, long steps, boolean buyerMaker);

    /// The best bid and ask with the exchange's own update id. One with an id that is not above the one before is left out.
    void recordedQuote(
            int symbol,
            long atMillis,
            long updateId,
            long bid,
            long bidSteps,
            long ask,
            long askSteps);

    /// A whole order book with the exchange's own update id. From here on the symbol's book is no longer made up around the
    /// quotes but follows recorded updates alone.
    void depthSnapshot(int symbol, long atMillis, long lastUpdateId, DepthLevels levels);

    /// Absolute quantities of the levels that changed, up to the exchange's update id. Left out when that id is not above the
    /// book's, or before there was a snapshot: changes that were recorded before it come after it here, because the last of
    /// them overlaps with it.
    void depthUpdate(int symbol, long atMillis, long lastUpdateId, DepthLevels levels);

    /// A message of one of the source's [PriceSource#recordedStreams()], to be sent as it is. What it tells of is delivered
    /// before it, by the other methods.
    ///
    /// @param stream the part of the stream's name after the symbol and `@`
    /// @param payload must not be changed
    default void recordedMessage(int symbol, String stream, byte[] payload) {}
}
