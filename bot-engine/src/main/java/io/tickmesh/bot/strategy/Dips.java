package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicator;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.indicator.Price;
import io.tickmesh.bot.indicator.Rsi;
import io.tickmesh.mesh.market.Candle;

/// Where an RSI falls below a level, each dip once: the next dip begins only after the RSI was above the level by `bounce`. The
/// line is 1 on the bar on which a dip begins and 0 on others. Not thread-safe.
final class Dips extends Indicator {
    private final double level;
    private final double bounce;
    private final Rsi rsi;
    private final Line begins = output("begins");
    private boolean armed = true;

    Dips(int period, double level, double bounce) {
        this.level = level;
        this.bounce = bounce;
        rsi = new Rsi(Price.CLOSE, period);
    }

    /// It forgets where it began with the first bounce, or the first dip.
    @Override
    public int warmUpBars() {
        return rsi.warmUpBars();
    }

    @Override
    protected void accept(Candle candle) {
        rsi.update(candle);
        double value = rsi.line().now();
        boolean dips = armed && value < level;
        if (dips) {
            armed = false;
        } else if (value > level + bounce) {
            armed = true;
        }
        set(begins, dips ? 1 : 0);
    }
}
