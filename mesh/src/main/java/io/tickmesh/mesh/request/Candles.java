package io.tickmesh.mesh.request;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Closed candles, oldest first.
///
/// @param forming the candle that is still open, as far as it has come; null if nothing is known of it, or if
///     only candles before it were asked for
public record Candles(
        String symbol, Interval interval, List<Candle> items, @Nullable Candle forming)
        implements Reply {
    public Candles {
        items = List.copyOf(items);
    }
}
