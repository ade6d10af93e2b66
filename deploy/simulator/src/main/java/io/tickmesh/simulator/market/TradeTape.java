package io.tickmesh.simulator.market;

import java.util.Arrays;

/// The latest trades or aggregate trades of one symbol, oldest first. A ring of primitive cells: beyond [#CAPACITY] entries
/// the oldest is dropped. An entry of the trades may stand for several with consecutive ids, which share its quantity. Not
/// thread-safe.
public final class TradeTape {

    /// Entries kept; more than one answer holds.
    public static final int CAPACITY = 1_024;

    private static final int ID = 0;
    private static final int FIRST_ID = 1;
    private static final int LAST_ID = 2;
    private static final int MILLIS = 3;
    private static final int TICKS = 4;
    private static final int STEPS = 5;
    private static final int BUYER_MAKER = 6;
    private static final int WIDTH = 7;
    private static final int INITIAL_ENTRIES = 16;

    private long[] cells = new long[INITIAL_ENTRIES * WIDTH];
    private int first;
    private int size;

    TradeTape() {}

    void add(
            long id,
            long firstId,
            long lastId,
            long atMillis,
            long ticks,
            long steps,
            boolean buyerMaker) {
        int cell = append();
        cells[cell + ID] = id;
        cells[cell + FIRST_ID] = firstId;
        cells[cell + LAST_ID] = lastId;
        cells[cell + MILLIS] = atMillis;
        cells[cell + TICKS] = ticks;
        cells[cell + STEPS] = steps;
        cells[cell + BUYER_MAKER] = buyerMaker ? 1 : 0;
    }

    private int append() {
        int room = cells.length / WIDTH;
        if (size == room && room < CAPACITY) {
            cells = Arrays.copyOf(cells, Math.min(room * 2, CAPACITY) * WIDTH);
        } else if (size == room) {
            first = first + 1 == room ? 0 : first + 1;
            size--;
        }
        size++;
        return cell(size - 1);
    }

    private int cell(int index) {
        int room = cells.length / WIDTH;
        int at = first + index;
        return (at < room ? at : at - room) * WIDTH;
    }

    /// Returns the number of entries.
    public int size() {
        return size;
    }

    /// Returns the index of the first entry with this id or a later one, [#size()] when there is none.
    public int indexFromId(long id) {
        return indexFrom(ID, id);
    }

    /// Returns the index of the first entry that holds this trade or a later one, [#size()] when there is none.
    public int indexFromTradeId(long tradeId) {
        return indexFrom(LAST_ID, tradeId);
    }

    /// Returns the index of the first entry at or after the instant, [#size()] when there is none.
    public int indexFromMillis(long millis) {
        return indexFrom(MILLIS, millis);
    }

    private int indexFrom(int column, long value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cells[cell(middle) + column] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Returns the id of the entry: of its first trade, or of the aggregate.
    public long id(int index) {
        return cells[cell(index) + ID];
    }

    /// Returns the id of the first trade.
    public long firstId(int index) {
        return cells[cell(index) + FIRST_ID];
    }

    /// Returns the id of the last trade.
    public long lastId(int index) {
        return cells[cell(index) + LAST_ID];
    }

    /// Returns when it happened, epoch ms.
    public long millis(int index) {
        return cells[cell(index) + MILLIS];
    }

    /// Returns the price in ticks.
    public long ticks(int index) {
        return cells[cell(index) + TICKS];
    }

    /// Returns the quantity in steps.
    public long steps(int index) {
        return cells[cell(index) + STEPS];
    }

    /// Returns the quantity in steps of one of the trades of an entry: an equal share, the last one takes the rest.
    public long stepsOf(int index, long tradeId) {
        long others = lastId(index) - firstId(index);
        long share = steps(index) / (others + 1);
        return tradeId == lastId(index) ? steps(index) - share * others : share;
    }

    /// Returns whether the buyer was the maker.
    public boolean buyerMaker(int index) {
        return cells[cell(index) + BUYER_MAKER] == 1;
    }
}
