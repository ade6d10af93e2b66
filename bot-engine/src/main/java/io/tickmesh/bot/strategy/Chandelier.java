package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Atr;
import io.tickmesh.bot.indicator.Highest;
import io.tickmesh.bot.indicator.Indicator;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.indicator.Lowest;
import io.tickmesh.bot.indicator.Price;
import io.tickmesh.mesh.market.Candle;

/// Chandelier stops: one `multiplier` average true ranges below the highest high of `period` bars, one as far above the lowest
/// low. Each only tightens while the close has not passed it; the trend turns when the close passes the stop against it. Not
/// thread-safe.
///
/// The `stop` is the one against the trend, `direction` is 1 while the trend rises and -1 while it falls; it is taken as falling
/// until the close first passes the upper stop.
final class Chandelier extends Indicator {
    private final double multiplier;
    private final Highest highest;
    private final Lowest lowest;
    private final Atr range;
    private final Line stop = output("stop");
    private final Line direction = output("direction");
    private double below = Double.NaN;
    private double above = Double.NaN;
    private double previousClose = Double.NaN;
    private boolean rising;

    Chandelier(int period, double multiplier) {
        this.multiplier = multiplier;
        highest = new Highest(Price.HIGH, period);
        lowest = new Lowest(Price.LOW, period);
        range = new Atr(period);
    }

    @Override
    public int warmUpBars() {
        return range.warmUpBars();
    }

    @Override
    protected void accept(Candle candle) {
        highest.update(candle);
        lowest.update(candle);
        range.update(candle);
        double distance = multiplier * range.line().now();
        double close = candle.close();
        if (!Double.isNaN(distance)) {
            rising = rising ? close >= below : close > above;
            double basicBelow = highest.line().now() - distance;
            double basicAbove = lowest.line().now() + distance;
            below = previousClose > below ? Math.max(basicBelow, below) : basicBelow;
            above = previousClose < above ? Math.min(basicAbove, above) : basicAbove;
            set(stop, rising ? below : above);
            set(direction, rising ? 1 : -1);
        }
        previousClose = close;
    }
}
