package io.tickmesh.simulator.market;

/// Makes up the orders behind a best quote: dense at the top, sparser and larger further down, some of them changing with
/// every quote. Draws from its own seed, so that the same quotes give the same book. Not thread-safe.
final class RestingOrders {

    private static final int USUAL_LEVELS = 1_000;
    private static final int FEWEST_LEVELS = 900;
    private static final int MOST_LEVELS = 1_200;

    /// Orders placed behind a best price that has moved away from the others.
    private static final int PLACED_BEHIND_BEST = 12;

    private static final int TOP_LEVELS = 40;
    private static final int CHANGES_PER_QUOTE = 2;
    private static final int PERCENT = 100;
    private static final int REMOVED_PERCENT = 15;
    private static final int PLACED_PERCENT = 30;

    /// One tick in this many of the price is a usual gap between levels: fine ticks have wider gaps.
    private static final long TICKS_PER_GAP = 200_000;

    private static final int LEVELS_PER_GAP_GROWTH = 100;
    private static final int LARGE_ORDER_ODDS = 25;
    private static final int LARGE_ORDER_FACTOR = 15;
    private static final long SMOOTHING = 16;

    private long state;
    private long typicalSteps;

    RestingOrders(long seed) {
        this.state = seed;
    }

    /// Moves a side, none of whose levels is better than the new best, to its best price and quantity.
    ///
    /// @param away +1 where prices get worse upwards (asks), -1 where downwards
    void move(DepthSide side, long best, long bestSteps, int away) {
        typicalSteps =
                typicalSteps == 0
                        ? bestSteps
                        : Math.max(1, typicalSteps + (bestSteps - typicalSteps) / SMOOTHING);
        long formerBest = side.size() == 0 ? best : side.ticks(0);
        side.set(best, bestSteps);
        fillBehind(side, best, formerBest, away);
        for (int i = 0; i < CHANGES_PER_QUOTE; i++) {
            change(side, away);
        }
        if (side.size() < FEWEST_LEVELS) {
            extend(side, away);
        } else if (side.size() > MOST_LEVELS) {
            side.keepBest(USUAL_LEVELS);
        }
    }

    private void fillBehind(DepthSide side, long best, long formerBest, int away) {
        long ticks = best + away * gap(best, 0);
        for (int i = 0; i < PLACED_BEHIND_BEST && (formerBest - ticks) * away > 0; i++) {
            place(side, ticks, i);
            ticks += away * gap(best, i);
        }
    }

    /// Changes, cancels or places one order near the top, never the best.
    private void change(DepthSide side, int away) {
        if (side.size() < 2) {
            return;
        }
        int level = 1 + below(Math.min(TOP_LEVELS, side.size() - 1));
        long ticks = side.ticks(level);
        int what = below(PERCENT);
        if (what < REMOVED_PERCENT) {
            side.set(ticks, 0);
        } else if (what < PLACED_PERCENT) {
            long between = (side.ticks(level - 1) - ticks) * -away;
            place(side, ticks - away * (between / 2), level);
        } else {
            place(side, ticks, level);
        }
    }

    /// Adds levels at the far end.
    private void extend(DepthSide side, int away) {
        long ticks = side.ticks(side.size() - 1);
        for (int level = side.size(); level < USUAL_LEVELS; level++) {
            ticks += away * gap(ticks, level);
            if (ticks < 1) {
                return;
            }
            place(side, ticks, level);
        }
    }

    private void place(DepthSide side, long ticks, int level) {
        if (ticks < 1) {
            return;
        }
        long usual = typicalSteps + typicalSteps * level / LEVELS_PER_GAP_GROWTH;
        long steps = 1 + (long) (usual * (below(PERCENT) + 1) / (PERCENT / 2.0));
        side.set(ticks, below(LARGE_ORDER_ODDS) == 0 ? steps * LARGE_ORDER_FACTOR : steps);
    }

    private long gap(long ticks, int level) {
        long most = 1 + ticks / TICKS_PER_GAP * (1 + level / LEVELS_PER_GAP_GROWTH);
        return 1L + below((int) Math.min(most, Integer.MAX_VALUE));
    }

    /// SplitMix64, cut to 0 (inclusive) until the bound (exclusive).
    private int below(int bound) {
        state += 0x9E3779B97F4A7C15L;
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) (((z ^ (z >>> 31)) >>> 33) % bound);
    }
}
