package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Commodity channel index of the typical price: its distance from its average, in units of 0.015 mean deviations. O(period)
/// for each bar, because every distance changes with the average. Not thread-safe.
///
/// A window in which the price did not move gives 0.
public final class Cci extends Indicator {
    private static final double UNIT = 0.015;

    private final double[] window;
    private final Sma average;
    private final Line value = output("value");
    private double last = Double.NaN;
    private int equal;
    private int next;

    /// @throws IllegalArgumentException if `period` is not positive
    public Cci(int period) {
        window = new double[Periods.positive(period)];
        average = new Sma(Price.HLC3, period);
    }

    @Override
    public int warmUpBars() {
        return window.length;
    }

    @Override
    protected void accept(Candle candle) {
        double typical = Price.HLC3.next(candle);
        window[next] = typical;
        next = next + 1 == window.length ? 0 : next + 1;
        equal = typical == last ? Math.min(equal + 1, window.length) : 1;
        last = typical;
        double mean = average.apply(typical);
        if (equal == window.length) {
            set(value, 0);
        } else if (!Double.isNaN(mean)) {
            set(value, (typical - mean) / (UNIT * meanDeviation(mean)));
        }
    }

    private double meanDeviation(double mean) {
        double sum = 0;
        for (double typical : window) {
            sum += Math.abs(typical - mean);
        }
        return sum / window.length;
    }
}
