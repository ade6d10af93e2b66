package io.tickmesh.mesh.request;

import java.util.List;

/// One line of an indicator over candles.
///
/// @param name for people, for example `ema(12)` or `bollinger(20, 2).upper`
/// @param onPrice whether it has the scale of the price, and belongs over the candles
/// @param first index of the candle that the first value belongs to: those before it were needed to warm up
/// @param values one for each candle from there on
public record ChartLine(String name, boolean onPrice, int first, List<Double> values) {
    public ChartLine {
        values = List.copyOf(values);
    }
}
