package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Bollinger bands: the simple average of the last `period` numbers as middle, and `deviations` population standard deviations
/// above and below it. Not thread-safe.
///
/// %B says where the last number is: 0 at the lower band, 1 at the upper one; 0.5 between bands without width. The width is the
/// distance of the bands as a fraction of the middle.
public final class Bollinger extends Indicator {
    private final Source source;
    private final double deviations;
    private final StandardDeviation deviation;
    private final Line middle = output("middle");
    private final Line upper = output("upper");
    private final Line lower = output("lower");
    private final Line percentB = output("percentB");
    private final Line width = output("width");

    /// @throws IllegalArgumentException if `period` is not positive
    public Bollinger(Source source, int period, double deviations) {
        this.source = source;
        this.deviations = deviations;
        deviation = new StandardDeviation(source, period);
    }

    @Override
    public int warmUpBars() {
        return deviation.warmUpBars();
    }

    @Override
    protected void accept(Candle candle) {
        double number = source.next(candle);
        if (!Double.isFinite(number)) {
            return;
        }
        double reach = deviations * deviation.apply(number);
        double mean = deviation.mean();
        double top = mean + reach;
        double bottom = mean - reach;
        set(middle, mean);
        set(upper, top);
        set(lower, bottom);
        set(percentB, top == bottom ? 0.5 : (number - bottom) / (top - bottom));
        set(width, (top - bottom) / mean);
    }

    public Line middle() {
        return middle;
    }

    public Line upper() {
        return upper;
    }

    public Line lower() {
        return lower;
    }

    public Line percentB() {
        return percentB;
    }

    public Line width() {
        return width;
    }
}
