package io.tickmesh.mesh.recording;

import java.util.Arrays;

/// A handful of trades that rebuild one recorded minute exactly: the first trades at the open, the last at the close, high and
/// low are touched, volumes add up. The same bar and seed always give the same path. Reused from bar to bar; not thread-safe.
public final class IntraBarPath {

    /// The most trades of a minute.
    public static final int MAX_TRADES = 8;

    private static final int MIN_TRADES = 4;
    private static final int MINUTE_MILLIS = 60_000;
    private static final int WEIGHT_RANGE = 100;

    private final long[] corners = new long[4];
    private final int[] extras = new int[3];
    private final long[] ticks = new long[MAX_TRADES];
    private final long[] steps = new long[MAX_TRADES];
    private final int[] offsets = new int[MAX_TRADES];
    private final boolean[] buyerMaker = new boolean[MAX_TRADES];
    private final int[] weights = new int[MAX_TRADES];
    private int size;
    private long state;

    /// Returns the seed of the minute of a symbol that opens at that time, epoch milliseconds.
    public static long seed(String symbol, long openMillis) {
        return symbol.hashCode() * 0x9E3779B97F4A7C15L + openMillis / MINUTE_MILLIS;
    }

    /// Replaces the path; a bar without volume has no trades.
    public void rebuild(long seed, long open, long high, long low, long close, long volume) {
        state = seed;
        if (volume == 0) {
            size = 0;
            return;
        }
        int cornerCount = corners(open, high, low, close);
        int wanted = MIN_TRADES + below(MAX_TRADES - MIN_TRADES + 1);
        size = Math.max(cornerCount, (int) Math.min(wanted, volume));
        prices(cornerCount);
        volumes(volume);
        times();
        sides(open <= close);
    }

    /// A rising bar dips first, a falling one peaks first; equal neighbours are one corner.
    private int corners(long open, long high, long low, long close) {
        boolean rising = close >= open;
        int count = corner(0, open);
        count = corner(count, rising ? low : high);
        count = corner(count, rising ? high : low);
        return corner(count, close);
    }

    private int corner(int count, long ticks) {
        if (count > 0 && corners[count - 1] == ticks) {
            return count;
        }
        corners[count] = ticks;
        return count + 1;
    }

    private void prices(int cornerCount) {
        int legs = Math.max(1, cornerCount - 1);
        Arrays.fill(extras, 0);
        for (int i = cornerCount; i < size; i++) {
            extras[below(legs)]++;
        }
        int n = 0;
        for (int leg = 0; leg < legs; leg++) {
            long from = corners[leg];
            long to = corners[Math.min(leg + 1, cornerCount - 1)];
            ticks[n++] = from;
            for (int i = 1; i <= extras[leg]; i++) {
                ticks[n++] = from + (to - from) * i / (extras[leg] + 1);
            }
        }
        if (n < size) {
            ticks[n] = corners[cornerCount - 1];
        }
    }

    /// Every trade gets a step, the rest is shared by weight. (Where a bar has fewer steps than corners, later trades are
    /// empty; no recorded bar of ours has that.)
    private void volumes(long volume) {
        long spare = Math.max(0, volume - size);
        long left = volume;
        int weightSum = 0;
        for (int i = 0; i < size; i++) {
            weights[i] = 1 + below(WEIGHT_RANGE);
            weightSum += weights[i];
        }
        for (int i = 0; i < size; i++) {
            long share = 1 + spare * weights[i] / weightSum;
            steps[i] = i == size - 1 ? left : Math.min(left, share);
            left -= steps[i];
        }
    }

    private void times() {
        int slot = MINUTE_MILLIS / size;
        for (int i = 0; i < size; i++) {
            offsets[i] = i * slot + below(slot);
        }
    }

    private void sides(boolean rising) {
        for (int i = 0; i < size; i++) {
            long change = i == 0 ? 0 : ticks[i] - ticks[i - 1];
            buyerMaker[i] = change == 0 ? (below(4) == 0) == rising : change < 0;
        }
    }

    /// SplitMix64: small, stateless between bars, and the same everywhere.
    private long draw() {
        state += 0x9E3779B97F4A7C15L;
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// Returns a number from 0 (inclusive) to the bound (exclusive), the same for the same seed and position.
    public int below(int bound) {
        return (int) ((draw() >>> 33) % bound);
    }

    /// Returns the number of trades.
    public int size() {
        return size;
    }

    /// Returns the price of a trade.
    public long ticks(int trade) {
        return ticks[trade];
    }

    /// Returns the quantity of a trade.
    public long steps(int trade) {
        return steps[trade];
    }

    /// Milliseconds after the minute began; strictly rising.
    public int offsetMillis(int trade) {
        return offsets[trade];
    }

    /// Returns whether the buyer of a trade was there first.
    public boolean buyerMaker(int trade) {
        return buyerMaker[trade];
    }
}
