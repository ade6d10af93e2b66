package io.tickmesh.simulator.market;

import java.util.List;
import java.util.Set;

/// Timed trades and quotes of all symbols. Not thread-safe; times are epoch ms of the data and never go back.
public interface PriceSource {

    /// Returns the instruments, in the order of their indices.
    List<Instrument> instruments();

    /// Returns where history ends and the market opens.
    long startMillis();

    /// Returns when the market ends, `Long.MAX_VALUE` if never.
    long endMillis();

    /// Returns from when on the history is fine enough for bars of this length.
    long recordedFromMillis(KlineInterval interval);

    /// Delivers everything before [#startMillis()], symbol by symbol, each in time order. Called once, first.
    void history(PriceSink sink);

    /// Returns the next instant at which something happens, `Long.MAX_VALUE` when nothing more will.
    long nextMillis();

    /// Delivers everything of the next instant, in the order of the symbols.
    void deliver(PriceSink sink);

    /// Returns the streams of every symbol that are recorded, by the part of their name after the symbol and `@`: nothing else
    /// may be sent on them.
    default Set<String> recordedStreams() {
        return Set.of();
    }
}
