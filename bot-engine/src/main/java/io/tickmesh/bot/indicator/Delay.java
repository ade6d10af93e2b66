package io.tickmesh.bot.indicator;

import java.util.Arrays;

/// The number of `bars` numbers ago.
final class Delay {
    private final double[] ring;
    private int next;

    Delay(int bars) {
        ring = new double[Periods.positive(bars)];
        Arrays.fill(ring, Double.NaN);
    }

    /// Takes in a number and returns the one that came `bars` before it, NaN if there was none.
    double push(double number) {
        double old = ring[next];
        ring[next] = number;
        next = next + 1 == ring.length ? 0 : next + 1;
        return old;
    }
}
