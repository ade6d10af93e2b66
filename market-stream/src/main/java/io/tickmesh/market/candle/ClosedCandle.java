package io.tickmesh.market.candle;

import io.tickmesh.mesh.market.Candle;

/// A candle whose turn has come.
///
/// @param backfilled whether it came from the exchange's history because the stream had missed it
public record ClosedCandle(Candle candle, boolean backfilled) {}
