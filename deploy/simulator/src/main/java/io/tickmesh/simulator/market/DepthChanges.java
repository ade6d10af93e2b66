package io.tickmesh.simulator.market;

import java.util.Arrays;

/// Collects what changes in an order book until it is taken as one diff: of every price the quantity at that time. Diffs have
/// no hole: the first id of one follows the last id of the one before. Not thread-safe.
public final class DepthChanges {

    /// Changes kept between two calls of [#take()] per side; with more, everything is dropped and the ids show a hole.
    public static final int MOST_CHANGES = 1 << 16;

    private final DepthBook book;
    private final Prices bids = new Prices();
    private final Prices asks = new Prices();
    private long takenUpdateId;
    private long firstUpdateId;
    private long lastUpdateId;
    private long overflows;

    /// Changed prices as they come, and what was taken of them: sorted, each once, with quantities.
    private static final class Prices {
        private long[] changed = new long[64];
        private int changedCount;
        private long[] ticks = new long[64];
        private long[] steps = new long[64];
        private int count;

        private boolean add(long price) {
            if (changedCount == changed.length) {
                if (changedCount == MOST_CHANGES) {
                    return false;
                }
                changed = Arrays.copyOf(changed, changedCount * 2);
            }
            changed[changedCount++] = price;
            return true;
        }

        private void take(DepthSide side) {
            Arrays.sort(changed, 0, changedCount);
            if (ticks.length < changedCount) {
                ticks = new long[changed.length];
                steps = new long[changed.length];
            }
            count = 0;
            for (int i = 0; i < changedCount; i++) {
                if (i == 0 || changed[i] != changed[i - 1]) {
                    ticks[count] = changed[i];
                    steps[count] = side.stepsAt(changed[i]);
                    count++;
                }
            }
            changedCount = 0;
        }
    }

    DepthChanges(DepthBook book) {
        this.book = book;
        this.takenUpdateId = book.updateId();
    }

    void bid(long ticks) {
        if (!bids.add(ticks)) {
            overflow();
        }
    }

    void ask(long ticks) {
        if (!asks.add(ticks)) {
            overflow();
        }
    }

    private void overflow() {
        overflows++;
        restart(book.updateId());
    }

    /// Begins anew: the next diff starts after the given id.
    void restart(long updateId) {
        bids.changedCount = 0;
        asks.changedCount = 0;
        takenUpdateId = updateId;
    }

    /// Takes the changes since the last call; false when the book did not move.
    public boolean take() {
        if (book.updateId() <= takenUpdateId) {
            return false;
        }
        firstUpdateId = takenUpdateId + 1;
        lastUpdateId = book.updateId();
        takenUpdateId = lastUpdateId;
        bids.take(book.bids());
        asks.take(book.asks());
        return true;
    }

    /// Returns the id of the first change of the diff, `U` on the wire.
    public long firstUpdateId() {
        return firstUpdateId;
    }

    /// Returns the id of the last change of the diff, `u` on the wire.
    public long lastUpdateId() {
        return lastUpdateId;
    }

    /// Returns the number of changed bids.
    public int bids() {
        return bids.count;
    }

    /// Returns the price in ticks of a changed bid, the best first.
    public long bidTicks(int index) {
        return bids.ticks[bids.count - 1 - index];
    }

    /// Returns its quantity in steps, 0 when the level is gone.
    public long bidSteps(int index) {
        return bids.steps[bids.count - 1 - index];
    }

    /// Returns the number of changed asks.
    public int asks() {
        return asks.count;
    }

    /// Returns the price in ticks of a changed ask, the best first.
    public long askTicks(int index) {
        return asks.ticks[index];
    }

    /// Returns its quantity in steps, 0 when the level is gone.
    public long askSteps(int index) {
        return asks.steps[index];
    }

    /// Returns how often changes were dropped because nobody took them in time.
    public long overflows() {
        return overflows;
    }
}
