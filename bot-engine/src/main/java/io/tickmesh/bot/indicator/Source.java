package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Where an indicator takes its numbers from: a price of the bar, or whatever is computed from bars. A source that remembers
/// bars belongs to one indicator.
@FunctionalInterface
public interface Source {
    /// Returns the number for the next bar, NaN if it is unknown.
    double next(Candle candle);

    /// Returns the bars after which its numbers no longer depend on where it began.
    default int warmUpBars() {
        return 0;
    }
}
