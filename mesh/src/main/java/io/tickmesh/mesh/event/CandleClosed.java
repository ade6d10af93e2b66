package io.tickmesh.mesh.event;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;

/// An interval of a symbol is final. Published once per (symbol, interval, opening time), in order and without a hole that the exchange could fill.
///
/// @param header event time = the end of the interval
/// @param backfilled whether it came from the exchange's history because the stream had missed it
public record CandleClosed(
        Header header, String symbol, Interval interval, Candle candle, boolean backfilled)
        implements Event {}
