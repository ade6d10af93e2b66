package io.tickmesh.simulator.market;

import java.util.Arrays;
import java.util.function.LongConsumer;

/// The price levels of one side of an order book, each at its own price. The best is the last of a sorted array, because
/// that is where most changes are. Not thread-safe.
public final class DepthSide {

    private static final int INITIAL_LEVELS = 64;

    private final int sign;
    private final int mostLevels;
    private final LongConsumer changed;

    /// Prices in ticks, negative for asks, so that better is greater on both sides.
    private long[] keys = new long[INITIAL_LEVELS];

    private long[] quantities = new long[INITIAL_LEVELS];
    private int size;
    private long dropped;

    /// @param mostLevels beyond this the level farthest from the best price is dropped
    /// @param changed hears the price of every level that changed
    DepthSide(boolean bids, int mostLevels, LongConsumer changed) {
        this.sign = bids ? 1 : -1;
        this.mostLevels = mostLevels;
        this.changed = changed;
    }

    /// Returns the number of levels.
    public int size() {
        return size;
    }

    /// Returns the price in ticks of a level, 0 being the best.
    public long ticks(int fromBest) {
        return keys[size - 1 - fromBest] * sign;
    }

    /// Returns the quantity in steps of a level, 0 being the best.
    public long steps(int fromBest) {
        return quantities[size - 1 - fromBest];
    }

    /// Returns the quantity in steps at a price, 0 when there is no such level.
    public long stepsAt(long ticks) {
        int at = find(ticks * sign);
        return at < 0 ? 0 : quantities[at];
    }

    /// Returns how many levels were dropped because there were too many.
    public long dropped() {
        return dropped;
    }

    private int find(long key) {
        return Arrays.binarySearch(keys, 0, size, key);
    }

    /// Sets the quantity at a price; 0 removes the level, also one that is not there.
    void set(long ticks, long steps) {
        long key = ticks * sign;
        int at = find(key);
        if (at < 0 ? steps == 0 : quantities[at] == steps) {
            return;
        }
        changed.accept(ticks);
        if (at < 0) {
            insert(-at - 1, key, steps);
        } else if (steps == 0) {
            remove(at, 1);
        } else {
            quantities[at] = steps;
        }
    }

    private void insert(int at, long key, long steps) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            quantities = Arrays.copyOf(quantities, size * 2);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(quantities, at, quantities, at + 1, size - at);
        keys[at] = key;
        quantities[at] = steps;
        size++;
        if (size > mostLevels) {
            dropped++;
            keepBest(mostLevels);
        }
    }

    private void remove(int from, int count) {
        System.arraycopy(keys, from + count, keys, from, size - from - count);
        System.arraycopy(quantities, from + count, quantities, from, size - from - count);
        size -= count;
    }

    /// Removes every level better than the price.
    void removeBetterThan(long ticks) {
        while (size > 0 && keys[size - 1] > ticks * sign) {
            changed.accept(keys[size - 1] * sign);
            size--;
        }
    }

    /// Removes the farthest levels until at most `count` are left.
    void keepBest(int count) {
        int surplus = size - count;
        if (surplus > 0) {
            for (int i = 0; i < surplus; i++) {
                changed.accept(keys[i] * sign);
            }
            remove(0, surplus);
        }
    }

    void clear() {
        size = 0;
    }
}
