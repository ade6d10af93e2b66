package io.tickmesh.bot.backtest;

import java.util.Arrays;

/// What the account was worth at each close. Not thread-safe.
final class Curve {
    private long[] millis = new long[1 << 12];
    private double[] equity = new double[1 << 12];
    private int size;
    private int exposed;

    void add(long atMillis, double value, boolean holding) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, size * 2);
            equity = Arrays.copyOf(equity, size * 2);
        }
        millis[size] = atMillis;
        equity[size++] = value;
        exposed += holding ? 1 : 0;
    }

    /// Replaces the last value, by what was left when everything had been sold.
    void last(double value) {
        if (size > 0) {
            equity[size - 1] = value;
        }
    }

    int size() {
        return size;
    }

    /// Returns at how many closes something was held.
    int exposed() {
        return exposed;
    }

    long millis(int index) {
        return millis[index];
    }

    double equity(int index) {
        return equity[index];
    }
}
