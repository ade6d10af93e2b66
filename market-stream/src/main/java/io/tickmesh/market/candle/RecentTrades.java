package io.tickmesh.market.candle;

/// The newest trades of a bucket, up to a limit. Not thread-safe.
///
/// The exchange tells of a candle a moment after its trades: those that came meanwhile are added to it again.
final class RecentTrades {
    private static final int CAPACITY = 128;

    private final long[] firstIds = new long[CAPACITY];
    private final long[] lastIds = new long[CAPACITY];
    private final double[] prices = new double[CAPACITY];
    private final double[] quantities = new double[CAPACITY];
    private int next;
    private int size;
    private long forgotten = -1;

    void clear() {
        size = 0;
        forgotten = -1;
    }

    void add(long firstId, long lastId, double price, double quantity) {
        if (size == CAPACITY) {
            forgotten = lastIds[next];
        } else {
            size++;
        }
        firstIds[next] = firstId;
        lastIds[next] = lastId;
        prices[next] = price;
        quantities[next] = quantity;
        next = (next + 1) % CAPACITY;
    }

    /// Returns whether all trades that came with an id above `id` are here, none of them in part below it.
    boolean hasAllAfter(long id) {
        if (forgotten > id) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            int at = at(i);
            if (firstIds[at] <= id && lastIds[at] > id) {
                return false;
            }
        }
        return true;
    }

    void addAllAfter(long id, Tally tally) {
        for (int i = 0; i < size; i++) {
            int at = at(i);
            if (firstIds[at] > id) {
                tally.add(prices[at], quantities[at], lastIds[at] - firstIds[at] + 1);
            }
        }
    }

    private int at(int index) {
        return (next - size + index + CAPACITY) % CAPACITY;
    }
}
