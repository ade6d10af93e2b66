package io.tickmesh.mesh.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The connection to an exchange, or one of its streams, changed state.
///
/// @param feed name of the exchange connection, for example `binance`
/// @param symbols the symbols concerned, in order; empty when the whole feed is
/// @param stream the stream concerned, as the exchange names it, for example `bookTicker`; null when all of the symbols' are
/// @param detail what happened, for people
public record FeedStatusChanged(
        Header header,
        String feed,
        FeedStatus status,
        List<String> symbols,
        @Nullable String stream,
        String detail)
        implements Event {
    public FeedStatusChanged {
        symbols = List.copyOf(symbols);
    }
}
