package io.tickmesh.simulator.market;

import java.util.Arrays;

/// Price levels of a recorded snapshot or update, reusable. Not thread-safe.
public final class DepthLevels {

    private static final int INITIAL_LEVELS = 64;

    private final Side bids = new Side();
    private final Side asks = new Side();

    private static final class Side {
        private long[] cells = new long[INITIAL_LEVELS * 2];
        private int size;

        private void add(long ticks, long steps) {
            if (size * 2 == cells.length) {
                cells = Arrays.copyOf(cells, cells.length * 2);
            }
            cells[size * 2] = ticks;
            cells[size * 2 + 1] = steps;
            size++;
        }

        private void applyTo(DepthSide side) {
            for (int i = 0; i < size; i++) {
                side.set(cells[i * 2], cells[i * 2 + 1]);
            }
        }
    }

    /// Forgets all levels.
    public void clear() {
        bids.size = 0;
        asks.size = 0;
    }

    /// Adds a bid; 0 steps remove the level.
    public void bid(long ticks, long steps) {
        bids.add(ticks, steps);
    }

    /// Adds an ask; 0 steps remove the level.
    public void ask(long ticks, long steps) {
        asks.add(ticks, steps);
    }

    void applyTo(DepthSide bidSide, DepthSide askSide) {
        bids.applyTo(bidSide);
        asks.applyTo(askSide);
    }
}
