package io.tickmesh.simulator.market;

import java.util.Arrays;
import java.util.function.Function;

/// The latest bars of one symbol and interval, oldest first, the last one possibly still open. A ring of primitive cells:
/// beyond [#CAPACITY] bars the oldest is dropped. Not thread-safe.
public final class BarSeries {

    /// Bars kept; more than one answer of history holds.
    public static final int CAPACITY = 1_500;

    private static final int OPEN_TIME = 0;
    private static final int OPEN = 1;
    private static final int HIGH = 2;
    private static final int LOW = 3;
    private static final int CLOSE = 4;
    private static final int VOLUME = 5;
    private static final int NOTIONAL = 6;
    private static final int TAKER_VOLUME = 7;
    private static final int TAKER_NOTIONAL = 8;
    private static final int FIRST_ID = 9;
    private static final int COUNT = 10;
    private static final int WIDTH = 11;
    private static final int INITIAL_BARS = 16;
    private static final long NO_ID = -1;

    private final KlineInterval interval;
    private final long recordedFromMillis;
    private final long offsetMillis;
    private long[] cells = new long[INITIAL_BARS * WIDTH];
    private int first;
    private int size;
    private boolean open;
    private long endMillis;

    BarSeries(KlineInterval interval, long recordedFromMillis) {
        this(interval, recordedFromMillis, 0);
    }

    private BarSeries(KlineInterval interval, long recordedFromMillis, long offsetMillis) {
        this.interval = interval;
        this.recordedFromMillis = recordedFromMillis;
        this.offsetMillis = offsetMillis;
    }

    private long openOf(long millis) {
        return interval.openOf(millis + offsetMillis) - offsetMillis;
    }

    private long endOf(long openMillis) {
        return interval.endOf(openMillis + offsetMillis) - offsetMillis;
    }

    /// Returns these bars with days that begin at midnight of a time zone, made from shorter bars where it takes that.
    BarSeries shifted(long offsetMillis, Function<KlineInterval, BarSeries> shorter) {
        KlineInterval part = interval.partAlignedWith(offsetMillis);
        if (part == interval) {
            return this;
        }
        BarSeries shifted = new BarSeries(interval, recordedFromMillis, offsetMillis);
        BarSeries parts = shorter.apply(part);
        for (int i = 0; i < parts.size; i++) {
            shifted.fold(parts, i);
        }
        shifted.open = parts.open || (parts.size > 0 && shifted.endMillis > parts.endMillis);
        return shifted;
    }

    private void fold(BarSeries parts, int index) {
        long atMillis = parts.openTimeMillis(index);
        if (endMillis <= atMillis) {
            open = false;
            touch(atMillis, parts.open(index));
        }
        if (!open || parts.tradeCount(index) == 0) {
            return;
        }
        int cell = cell(size - 1);
        if (cells[cell + COUNT] == 0) {
            Arrays.fill(cells, cell + OPEN, cell + CLOSE + 1, parts.open(index));
            cells[cell + FIRST_ID] = parts.firstTradeId(index);
        }
        cells[cell + HIGH] = Math.max(cells[cell + HIGH], parts.high(index));
        cells[cell + LOW] = Math.min(cells[cell + LOW], parts.low(index));
        cells[cell + CLOSE] = parts.close(index);
        cells[cell + VOLUME] += parts.volume(index);
        cells[cell + NOTIONAL] += parts.notional(index);
        cells[cell + TAKER_VOLUME] += parts.takerVolume(index);
        cells[cell + TAKER_NOTIONAL] += parts.takerNotional(index);
        cells[cell + COUNT] += parts.tradeCount(index);
    }

    /// Closes the open bar if it ended at or before the instant; true when it did.
    boolean closeIfEnded(long nowMillis) {
        if (!open || endMillis > nowMillis) {
            return false;
        }
        open = false;
        return true;
    }

    /// Makes sure that a bar is open at the instant; a new one starts flat at the given price.
    void touch(long atMillis, long ticks) {
        if (open || atMillis < recordedFromMillis) {
            return;
        }
        long openMillis = openOf(atMillis);
        int cell = append();
        Arrays.fill(cells, cell, cell + WIDTH, 0);
        cells[cell + OPEN_TIME] = openMillis;
        Arrays.fill(cells, cell + OPEN, cell + CLOSE + 1, ticks);
        cells[cell + FIRST_ID] = NO_ID;
        open = true;
        endMillis = endOf(openMillis);
    }

    /// Adds `count` trades, reported as one, to the open bar.
    void trade(
            long firstId, long count, long ticks, long steps, long notional, boolean buyerMaker) {
        if (!open) {
            return;
        }
        int cell = cell(size - 1);
        if (cells[cell + COUNT] == 0) {
            // A bar that opened flat takes the first real trade as its open, as the exchange does.
            Arrays.fill(cells, cell + OPEN, cell + CLOSE + 1, ticks);
            cells[cell + FIRST_ID] = firstId;
        }
        cells[cell + HIGH] = Math.max(cells[cell + HIGH], ticks);
        cells[cell + LOW] = Math.min(cells[cell + LOW], ticks);
        cells[cell + CLOSE] = ticks;
        cells[cell + VOLUME] += steps;
        cells[cell + NOTIONAL] += notional;
        cells[cell + COUNT] += count;
        if (!buyerMaker) {
            cells[cell + TAKER_VOLUME] += steps;
            cells[cell + TAKER_NOTIONAL] += notional;
        }
    }

    private int append() {
        int room = cells.length / WIDTH;
        if (size == room && room < CAPACITY) {
            cells = Arrays.copyOf(cells, Math.min(room * 2, CAPACITY) * WIDTH);
        } else if (size == room) {
            first = (first + 1) % room;
            size--;
        }
        size++;
        return cell(size - 1);
    }

    private int cell(int index) {
        return (first + index) % (cells.length / WIDTH) * WIDTH;
    }

    /// Returns the bar length.
    public KlineInterval interval() {
        return interval;
    }

    /// Returns the number of bars, including the open one.
    public int size() {
        return size;
    }

    /// Returns whether the last bar has not ended.
    public boolean hasOpenBar() {
        return open;
    }

    /// Returns the exclusive end (epoch ms) of the last bar.
    long endMillis() {
        return endMillis;
    }

    /// Returns the index of the first bar that opens at or after the instant, [#size()] when there is none.
    public int indexFrom(long millis) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (openTimeMillis(middle) < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Returns the open time in epoch ms.
    public long openTimeMillis(int index) {
        return cells[cell(index) + OPEN_TIME];
    }

    /// Returns the last millisecond of the bar.
    public long closeTimeMillis(int index) {
        return endOf(openTimeMillis(index)) - 1;
    }

    /// Returns the open in ticks.
    public long open(int index) {
        return cells[cell(index) + OPEN];
    }

    /// Returns the high in ticks.
    public long high(int index) {
        return cells[cell(index) + HIGH];
    }

    /// Returns the low in ticks.
    public long low(int index) {
        return cells[cell(index) + LOW];
    }

    /// Returns the close in ticks.
    public long close(int index) {
        return cells[cell(index) + CLOSE];
    }

    /// Returns the traded quantity in steps.
    public long volume(int index) {
        return cells[cell(index) + VOLUME];
    }

    /// Returns the traded value in notional units of the instrument.
    public long notional(int index) {
        return cells[cell(index) + NOTIONAL];
    }

    /// Returns the quantity in steps that buyers took.
    public long takerVolume(int index) {
        return cells[cell(index) + TAKER_VOLUME];
    }

    /// Returns the value that buyers took.
    public long takerNotional(int index) {
        return cells[cell(index) + TAKER_NOTIONAL];
    }

    /// Returns the id of the first trade, -1 when nothing traded.
    public long firstTradeId(int index) {
        return cells[cell(index) + FIRST_ID];
    }

    /// Returns the id of the last trade, -1 when nothing traded.
    public long lastTradeId(int index) {
        long count = tradeCount(index);
        return count == 0 ? NO_ID : firstTradeId(index) + count - 1;
    }

    /// Returns the number of trades.
    public long tradeCount(int index) {
        return cells[cell(index) + COUNT];
    }
}
