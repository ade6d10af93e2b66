package io.tickmesh.mesh.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The best bid and ask and the last trade of a symbol. Travels in frames of many; latest wins.
///
/// The header is made when it is asked for, because most prices are never asked for theirs.
///
/// @param node the node that publishes the symbol
/// @param sequence grows with each price of the node; has holes, because a price that would have been published too late is dropped
/// @param publishedMicros epoch microseconds when it was published
/// @param eventMillis the exchange's time of its bid and ask, of its last trade until there are some, epoch milliseconds
/// @param receivedMicros epoch microseconds when the newest message in it was read from the socket
/// @param bid best bid, 0 until there is one
/// @param ask best ask, 0 until there is one
/// @param last price of the last trade, 0 until there is one
public record PriceUpdated(
        String node,
        long sequence,
        long publishedMicros,
        long eventMillis,
        long receivedMicros,
        String symbol,
        double bid,
        double bidQuantity,
        double ask,
        double askQuantity,
        double last,
        double lastQuantity)
        implements Event {
    @Override
    public Header header() {
        return new Header(id(), time(), node, null, publishedMicros);
    }

    @Override
    public String id() {
        // The suffix keeps prices apart from the other events of the node, which count for
        // themselves.
        return EventIds.format(publishedMicros, node, sequence) + "p";
    }

    @Override
    public Instant time() {
        return Instant.ofEpochMilli(eventMillis);
    }

    @Override
    public @Nullable String bot() {
        return null;
    }

    /// Returns whether both sides of the book are known.
    public boolean hasQuote() {
        return bid > 0 && ask > 0;
    }
}
