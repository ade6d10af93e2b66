package io.tickmesh.bot.strategy.rule;

import io.tickmesh.bot.indicator.Indicator;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Input;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.indicator.Source;
import io.tickmesh.mesh.market.Candle;
import java.util.Arrays;

/// What a price or a line was some bars ago. Not thread-safe.
final class Past extends Indicator {
    private final Source source;
    private final double[] ring;
    private final Line value = output("value");
    private int oldest;

    private Past(Source source, int bars) {
        this.source = source;
        ring = new double[bars];
        Arrays.fill(ring, Double.NaN);
    }

    /// Returns the line of what `input` was `bars` ago, shared by all who ask for the same.
    static Line of(Indicators indicators, Input input, int bars) {
        return indicators
                .share("past(%s,%d)".formatted(input, bars), () -> new Past(input.source(), bars))
                .line();
    }

    @Override
    public int warmUpBars() {
        return Math.max(1, source.warmUpBars()) + ring.length;
    }

    @Override
    protected void accept(Candle candle) {
        set(value, ring[oldest]);
        ring[oldest] = source.next(candle);
        oldest = oldest + 1 == ring.length ? 0 : oldest + 1;
    }
}
