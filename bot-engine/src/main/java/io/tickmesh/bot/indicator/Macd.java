package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Moving average convergence divergence: EMA(fast) - EMA(slow), its EMA as signal line, and their difference as histogram. Each
/// average has a seed of its own. Not thread-safe.
public final class Macd extends Indicator {
    private final Source source;
    private final int warmUp;
    private final Ema fast;
    private final Ema slow;
    private final Ema smooth;
    private final Line macd = output("macd");
    private final Line signal = output("signal");
    private final Line histogram = output("histogram");

    /// @throws IllegalArgumentException if a period is not positive
    public Macd(Source source, int fastPeriod, int slowPeriod, int signalPeriod) {
        this.source = source;
        fast = new Ema(source, fastPeriod);
        slow = new Ema(source, slowPeriod);
        smooth = new Ema(source, signalPeriod);
        warmUp = WarmUp.ema(Math.max(fastPeriod, slowPeriod)) + WarmUp.ema(signalPeriod);
    }

    @Override
    public int warmUpBars() {
        return source.warmUpBars() + warmUp;
    }

    @Override
    protected void accept(Candle candle) {
        double number = source.next(candle);
        if (!Double.isFinite(number)) {
            return;
        }
        double difference = fast.apply(number) - slow.apply(number);
        if (!Double.isNaN(difference)) {
            double smoothed = smooth.apply(difference);
            set(macd, difference);
            set(signal, smoothed);
            set(histogram, difference - smoothed);
        }
    }

    public Line macd() {
        return macd;
    }

    public Line signal() {
        return signal;
    }

    public Line histogram() {
        return histogram;
    }
}
