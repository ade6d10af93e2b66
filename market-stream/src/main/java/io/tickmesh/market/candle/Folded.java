package io.tickmesh.market.candle;

import io.tickmesh.mesh.market.Candle;

/// A larger candle made of smaller ones.
///
/// @param missing how many of the smaller candles were not there; if any, the candle is not the exchange's
public record Folded(Candle candle, int missing) {
    public boolean isComplete() {
        return missing == 0;
    }
}
