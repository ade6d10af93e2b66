package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Wilder's directional movement: `plus` and `minus` say how much of the true range was movement up and down, `adx` how strong
/// the trend is whichever way; each 0 to 100. The averages are seeded with plain means, so `plus` and `minus` begin after
/// `period` changes and `adx` after 2 `period` - 1 of them. Not thread-safe.
///
/// Bars without any range or movement have no direction: 0.
public final class Adx extends Indicator {
    private final int period;
    private final TrueRange range = new TrueRange();
    private final WilderAverage ranges;
    private final WilderAverage ups;
    private final WilderAverage downs;
    private final WilderAverage strengths;
    private final Line adx = output("adx");
    private final Line plus = output("plus");
    private final Line minus = output("minus");
    private double previousHigh;
    private double previousLow;

    /// @throws IllegalArgumentException if `period` is not positive
    public Adx(int period) {
        this.period = period;
        ranges = new WilderAverage(period);
        ups = new WilderAverage(period);
        downs = new WilderAverage(period);
        strengths = new WilderAverage(period);
    }

    /// Smoothed twice, so the seed lives a little longer than in one average.
    @Override
    public int warmUpBars() {
        return 1 + WarmUp.wilder(period) + 5 * period;
    }

    @Override
    protected void accept(Candle candle) {
        double reach = range.next(candle);
        if (!Double.isNaN(reach)) {
            double up = candle.high() - previousHigh;
            double down = previousLow - candle.low();
            ranges.update(reach);
            ups.update(up > down ? Math.max(up, 0) : 0);
            downs.update(down > up ? Math.max(down, 0) : 0);
            publish();
        }
        previousHigh = candle.high();
        previousLow = candle.low();
    }

    private void publish() {
        double reach = ranges.value();
        if (Double.isNaN(reach)) {
            return;
        }
        double up = percent(ups.value(), reach);
        double down = percent(downs.value(), reach);
        strengths.update(percent(Math.abs(up - down), up + down));
        set(plus, up);
        set(minus, down);
        set(adx, strengths.value());
    }

    private static double percent(double part, double whole) {
        return whole == 0 ? 0 : 100 * (part / whole);
    }

    public Line adx() {
        return adx;
    }

    public Line plus() {
        return plus;
    }

    public Line minus() {
        return minus;
    }
}
