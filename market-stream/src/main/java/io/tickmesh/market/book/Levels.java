package io.tickmesh.market.book;

import java.util.Arrays;
import java.util.Objects;

/// Price levels in the order in which they were added, without an object for each. Not thread-safe.
public final class Levels {
    private static final int FIRST_CAPACITY = 32;

    private double[] prices = new double[FIRST_CAPACITY];
    private double[] quantities = new double[FIRST_CAPACITY];
    private int size;

    /// Adds a level at the end.
    public void add(double price, double quantity) {
        if (size == prices.length) {
            prices = Arrays.copyOf(prices, 2 * size);
            quantities = Arrays.copyOf(quantities, 2 * size);
        }
        prices[size] = price;
        quantities[size] = quantity;
        size++;
    }

    /// Removes all levels; their room is kept.
    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /// Returns the price of a level.
    ///
    /// @throws IndexOutOfBoundsException if there is no such level
    public double price(int index) {
        return prices[checked(index)];
    }

    /// Returns the quantity of a level, zero or more; in a difference zero means that the level is gone.
    ///
    /// @throws IndexOutOfBoundsException if there is no such level
    public double quantity(int index) {
        return quantities[checked(index)];
    }

    /// Returns a copy that takes no more room than it needs.
    Levels copy() {
        Levels copy = new Levels();
        copy.prices = Arrays.copyOf(prices, Math.max(1, size));
        copy.quantities = Arrays.copyOf(quantities, Math.max(1, size));
        copy.size = size;
        return copy;
    }

    private int checked(int index) {
        return Objects.checkIndex(index, size);
    }
}
