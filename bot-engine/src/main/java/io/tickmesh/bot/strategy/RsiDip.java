package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicator;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.indicator.Price;
import io.tickmesh.bot.indicator.Rsi;
import io.tickmesh.mesh.market.Candle;

/// Is 1 on the bar on which the RSI falls below a level for the first time since it was above the level by `bounce`, else 0.
final class RsiDip extends Indicator {
    private final double level;
    private final double bounce;
    private final Rsi rsi;
    private final Line value = output("value");
    private boolean armed = true;

    RsiDip(int period, double level, double bounce) {
        this.level = level;
        this.bounce = bounce;
        rsi = new Rsi(Price.CLOSE, period);
    }

    @Override
    public int warmUpBars() {
        return rsi.warmUpBars();
    }

    @Override
    protected void accept(Candle candle) {
        rsi.update(candle);
        double now = rsi.line().now();
        boolean fell = armed && now < level;
        armed = fell ? false : armed || now > level + bounce;
        set(value, fell ? 1 : 0);
    }
}
