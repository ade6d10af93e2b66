package io.tickmesh.market.book;

/// The levels of one side of an order book, sorted, in plain arrays. Not thread-safe.
///
/// The best level is the last one: most changes are near it, and then few others have to move.
///
/// The side is known down to its horizon only: the worst price of the exchange's snapshot if that had no room for all, or the worst
/// price that was kept when there were too many. Levels beyond it are kept as they are told of, and are not spoken of: others
/// between them may exist that nobody has told of.
final class BookSide {
    private final int direction;
    private final int capacity;
    private final double[] prices;
    private final double[] quantities;
    private int size;
    private double horizon;
    private long pruned;

    /// @param capacity how many levels are kept when there are too many
    BookSide(Side side, int capacity) {
        this.direction = side == Side.BID ? 1 : -1;
        this.capacity = capacity;
        // Pruned a quarter at a time, so that it costs next to nothing for each level.
        this.prices = new double[capacity + capacity / 4 + 1];
        this.quantities = new double[prices.length];
    }

    int size() {
        return size;
    }

    long pruned() {
        return pruned;
    }

    /// Returns the price of a level, the best one first.
    double price(int index) {
        return prices[size - 1 - index];
    }

    /// Returns the quantity of a level, the best one first.
    double quantity(int index) {
        return quantities[size - 1 - index];
    }

    /// Returns how many levels are known for sure, the best ones.
    int known() {
        return size - firstAtLeast(horizon);
    }

    /// Returns whether all levels that the exchange has are known.
    boolean isWhole() {
        return Double.isInfinite(horizon);
    }

    /// Begins anew with a snapshot.
    ///
    /// @param whole whether it has all levels of the exchange
    void load(Levels levels, boolean whole) {
        size = 0;
        horizon = worst();
        double last = -worst();
        // The exchange begins with the best one, which comes last here.
        for (int i = levels.size() - 1; i >= 0; i--) {
            set(levels.price(i), levels.quantity(i));
            last = isWorse(levels.price(i), last) ? levels.price(i) : last;
        }
        if (!whole && isWorse(horizon, last)) {
            horizon = last;
        }
    }

    /// Sets what rests at a price; zero removes the level if there is one.
    void set(double price, double quantity) {
        int at = firstAtLeast(price);
        boolean found = at < size && prices[at] == price;
        if (quantity == 0) {
            if (found) {
                size--;
                System.arraycopy(prices, at + 1, prices, at, size - at);
                System.arraycopy(quantities, at + 1, quantities, at, size - at);
            }
        } else if (found) {
            quantities[at] = quantity;
        } else {
            System.arraycopy(prices, at, prices, at + 1, size - at);
            System.arraycopy(quantities, at, quantities, at + 1, size - at);
            prices[at] = price;
            quantities[at] = quantity;
            size++;
            if (size == prices.length) {
                prune();
            }
        }
    }

    private void prune() {
        int surplus = size - capacity;
        System.arraycopy(prices, surplus, prices, 0, capacity);
        System.arraycopy(quantities, surplus, quantities, 0, capacity);
        size = capacity;
        pruned += surplus;
        if (isWorse(horizon, prices[0])) {
            horizon = prices[0];
        }
    }

    private double worst() {
        return -direction * Double.POSITIVE_INFINITY;
    }

    private boolean isWorse(double price, double other) {
        return direction * price < direction * other;
    }

    /// Returns the place of the first level that is as good as `price` or better.
    private int firstAtLeast(double price) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isWorse(prices[middle], price)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
