package io.tickmesh.mesh.request;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.List;

/// Closed candles, oldest first.
public record Candles(String symbol, Interval interval, List<Candle> items) implements Reply {
    public Candles {
        items = List.copyOf(items);
    }
}
