package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Slow stochastic oscillator, 0 to 100: where the close lies between the lowest low and the highest high of `period` bars,
/// averaged over `smooth` bars (`k`), and its average over `signal` bars (`d`), all plain averages. Not thread-safe.
///
/// Bars that are all flat at one price give 50: neither high nor low.
public final class Stochastic extends Indicator {
    private static final double NEUTRAL = 50;

    private final int warmUp;
    private final RollingMax highs;
    private final RollingMax negatedLows;
    private final Sma smoothK;
    private final Sma smoothD;
    private final Line k = output("k");
    private final Line d = output("d");

    /// @throws IllegalArgumentException if a period is not positive
    public Stochastic(int period, int smooth, int signal) {
        highs = new RollingMax(period);
        negatedLows = new RollingMax(period);
        smoothK = new Sma(Price.CLOSE, smooth);
        smoothD = new Sma(Price.CLOSE, signal);
        warmUp = period + smooth + signal - 2;
    }

    @Override
    public int warmUpBars() {
        return warmUp;
    }

    @Override
    protected void accept(Candle candle) {
        highs.update(candle.high());
        negatedLows.update(-candle.low());
        double low = -negatedLows.value();
        double range = highs.value() - low;
        if (Double.isNaN(range)) {
            return;
        }
        double smoothed =
                smoothK.apply(range == 0 ? NEUTRAL : 100 * ((candle.close() - low) / range));
        if (!Double.isNaN(smoothed)) {
            set(k, smoothed);
            set(d, smoothD.apply(smoothed));
        }
    }

    public Line k() {
        return k;
    }

    public Line d() {
        return d;
    }
}
