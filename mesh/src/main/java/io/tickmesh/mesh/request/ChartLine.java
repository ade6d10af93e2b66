package io.tickmesh.mesh.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of an indicator over candles.
///
/// @param name for people, for example `ema(12)` or `bollinger(20, 2).upper`
/// @param onPrice whether it has the scale of the price, and belongs over the candles
/// @param first index of the candle that the first value belongs to: those before it were needed to warm up
/// @param values one for each candle from there on; null where the line has none, as a stop without a position
public record ChartLine(String name, boolean onPrice, int first, List<@Nullable Double> values) {
    public ChartLine(String name, boolean onPrice, int first, List<@Nullable Double> values) {
        this.name = name;
        this.onPrice = onPrice;
        this.first = first;
        this.values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}
