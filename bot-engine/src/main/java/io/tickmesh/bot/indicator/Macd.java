package io.tickmesh.bot.indicator;

/// Moving average convergence divergence: EMA(fast) - EMA(slow), its EMA as signal line, and their difference. Each average has
/// a seed of its own. Not thread-safe.
public final class Macd {
    private final Ema fast;
    private final Ema slow;
    private final Ema signal;

    /// @throws IllegalArgumentException if a period is not positive
    public Macd(int fastPeriod, int slowPeriod, int signalPeriod) {
        fast = new Ema(fastPeriod);
        slow = new Ema(slowPeriod);
        signal = new Ema(signalPeriod);
    }

    /// Takes a price in and returns the histogram, NaN until the signal line is ready.
    public double update(double price) {
        double line = fast.update(price) - slow.update(price);
        if (!Double.isNaN(line)) {
            signal.update(line);
        }
        return histogram();
    }

    public double line() {
        return fast.value() - slow.value();
    }

    public double signal() {
        return signal.value();
    }

    public double histogram() {
        return line() - signal();
    }

    public boolean isReady() {
        return signal.isReady();
    }
}
