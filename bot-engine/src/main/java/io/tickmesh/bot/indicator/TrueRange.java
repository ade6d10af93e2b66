package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// How far a bar reaches, with the gap since the close before it.
final class TrueRange {
    private double previousClose = Double.NaN;

    /// Returns the true range of the next bar, NaN for the first one.
    double next(Candle candle) {
        double close = previousClose;
        previousClose = candle.close();
        return Math.max(candle.high(), close) - Math.min(candle.low(), close);
    }
}
