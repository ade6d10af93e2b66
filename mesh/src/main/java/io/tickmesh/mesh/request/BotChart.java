package io.tickmesh.mesh.request;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.List;

/// What a bot looks at.
///
/// @param candles closed ones, oldest first
/// @param lines what its strategy computes of them, in a fixed order
public record BotChart(
        String bot, String symbol, Interval interval, List<Candle> candles, List<ChartLine> lines)
        implements Reply {
    public BotChart {
        candles = List.copyOf(candles);
        lines = List.copyOf(lines);
    }
}
