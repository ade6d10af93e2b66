package io.tickmesh.bot.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A seeded random walk of bars.
final class RandomBars {
    record Bar(double open, double high, double low, double close) {}

    private RandomBars() {}

    static List<Bar> of(long seed, int count, double start) {
        Random random = new Random(seed);
        List<Bar> bars = new ArrayList<>();
        double open = start;
        for (int i = 0; i < count; i++) {
            double close = open * Math.exp(0.002 * random.nextGaussian());
            double high = Math.max(open, close) * (1 + 0.001 * random.nextDouble());
            double low = Math.min(open, close) * (1 - 0.001 * random.nextDouble());
            bars.add(new Bar(open, high, low, close));
            open = close;
        }
        return bars;
    }
}
