package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Money flow index, 0 to 100: of the value traded in the last `period` bars whose typical price moved, the percentage that was
/// traded while it rose. Not thread-safe.
///
/// A window without volume or without a move gives 50: neither in nor out.
public final class Mfi extends Indicator {
    private static final double NEUTRAL = 50;

    private final int period;
    private final WindowSum inflow;
    private final WindowSum outflow;
    private final Line value = output("value");
    private double previous = Double.NaN;

    /// @throws IllegalArgumentException if `period` is not positive
    public Mfi(int period) {
        this.period = period;
        inflow = new WindowSum(period);
        outflow = new WindowSum(period);
    }

    @Override
    public int warmUpBars() {
        return period + 1;
    }

    @Override
    protected void accept(Candle candle) {
        double typical = Price.HLC3.next(candle);
        if (!Double.isNaN(previous)) {
            double flow = typical * candle.volume();
            inflow.add(typical > previous ? flow : 0);
            outflow.add(typical < previous ? flow : 0);
        }
        previous = typical;
        if (inflow.isFull()) {
            double all = inflow.sum() + outflow.sum();
            set(value, all == 0 ? NEUTRAL : 100 * (inflow.sum() / all));
        }
    }
}
