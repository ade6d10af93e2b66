package io.tickmesh.market.venue;

/// Reads the messages of one connection. Holds the last message until the next one; never throws for what a message holds.
/// Not thread-safe.
public interface MessageReader {
    /// Reads the message in the first `length` bytes, which it may change. It has no consequence before [#tell].
    void read(byte[] bytes, int length);

    /// Returns the exchange's time of the last message, epoch milliseconds; 0 if it has none.
    long eventMillis();

    /// Tells what the last message says. A message that says nothing about the market, such as a heartbeat, tells nothing.
    void tell(MarketSink sink);
}
