package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// On-balance volume: the volume of bars that closed higher than the bar before, less that of bars that closed lower; 0 on the
/// first bar. Where it began shows in its level for ever, so only its changes, or its distance from an average of its own,
/// mean anything. Not thread-safe.
public final class Obv extends Indicator {
    private final Line value = output("value");
    private double previousClose = Double.NaN;
    private double balance;

    @Override
    public int warmUpBars() {
        return 2;
    }

    @Override
    protected void accept(Candle candle) {
        if (candle.close() > previousClose) {
            balance += candle.volume();
        } else if (candle.close() < previousClose) {
            balance -= candle.volume();
        }
        previousClose = candle.close();
        set(value, balance);
    }
}
