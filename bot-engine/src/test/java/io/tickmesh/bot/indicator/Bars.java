package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Bars for tests.
final class Bars {
    private static final long MINUTE_MILLIS = 60_000;

    private Bars() {}

    /// Returns a seeded random walk of one-minute bars that begins at midnight.
    static List<Candle> walk(long seed, int count, double start) {
        Random random = new Random(seed);
        List<Candle> bars = new ArrayList<>();
        double open = start;
        for (int i = 0; i < count; i++) {
            double close = open * Math.exp(0.002 * random.nextGaussian());
            double high = Math.max(open, close) * (1 + 0.001 * random.nextDouble());
            double low = Math.min(open, close) * (1 - 0.001 * random.nextDouble());
            double volume = 10 * Math.exp(random.nextGaussian());
            bars.add(bar(i, open, high, low, close, volume));
            open = close;
        }
        return bars;
    }

    /// Returns a rough market: flat stretches, bars without volume, jumps, prices of very few ticks.
    static List<Candle> rough(long seed, int count, double start) {
        Random random = new Random(seed);
        List<Candle> bars = new ArrayList<>();
        double tick = start / 50;
        double open = start;
        int flat = 0;
        for (int i = 0; i < count; i++) {
            flat = flat > 0 ? flat - 1 : random.nextInt(50) == 0 ? random.nextInt(60) : 0;
            double jump = random.nextInt(100) == 0 ? 30 : 3;
            double step = flat > 0 ? 0 : Math.rint(jump * random.nextGaussian()) * tick;
            double close = Math.clamp(open + step, tick, 10 * start);
            double high = Math.max(open, close) + (flat > 0 ? 0 : random.nextInt(3) * tick);
            double low = Math.max(tick, Math.min(open, close) - (flat > 0 ? 0 : tick));
            double volume = flat > 0 ? 0 : Math.exp(4 * random.nextGaussian());
            bars.add(bar(i, open, high, Math.min(low, Math.min(open, close)), close, volume));
            open = close;
        }
        return bars;
    }

    /// Returns a bar that never moved.
    static Candle flat(int minute, double price) {
        return bar(minute, price, price, price, price, 1);
    }

    static Candle bar(
            int minute, double open, double high, double low, double close, double volume) {
        return new Candle(
                minute * MINUTE_MILLIS, open, high, low, close, volume, volume * close, 1);
    }
}
