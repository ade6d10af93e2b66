package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Volume-weighted average of the typical price of the last `period` bars; the typical price of the last bar where nothing was
/// traded in them. Not thread-safe.
public final class RollingVwap extends Indicator {
    private final int period;
    private final WindowSum traded;
    private final WindowSum volumes;
    private final Line value = output("value");

    /// @throws IllegalArgumentException if `period` is not positive
    public RollingVwap(int period) {
        this.period = period;
        traded = new WindowSum(period);
        volumes = new WindowSum(period);
    }

    @Override
    public int warmUpBars() {
        return period;
    }

    @Override
    protected void accept(Candle candle) {
        double typical = Price.HLC3.next(candle);
        traded.add(typical * candle.volume());
        volumes.add(candle.volume());
        if (volumes.isFull()) {
            double volume = volumes.sum();
            set(value, volume == 0 ? typical : traded.sum() / volume);
        }
    }
}
