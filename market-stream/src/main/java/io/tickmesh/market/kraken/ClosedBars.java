package io.tickmesh.market.kraken;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The bars that an answer of `OHLC` proves to be final, without a hole.
///
/// The last entry of an answer is the timeframe that is not committed yet; every other one is. The exchange lists an interval without
/// a trade like any other: the last price, volume 0. Should one be missing all the same, the entries around it prove that there
/// was no trade, and it is filled in by the same rule.
final class ClosedBars {
    private ClosedBars() {}

    /// Returns the newest final bars of an answer, oldest first.
    ///
    /// @param answer all entries, in order
    /// @param limit how many at most
    static List<Candle> of(List<Candle> answer, Interval interval, int limit) {
        Deque<Candle> closed = new ArrayDeque<>();
        for (int i = answer.size() - 2; i >= 0 && closed.size() < limit; i--) {
            Candle bar = answer.get(i);
            long before = answer.get(i + 1).openMillis();
            fill(bar, before, interval, limit, closed);
            if (closed.size() < limit) {
                closed.addFirst(bar);
            }
        }
        return List.copyOf(closed);
    }

    private static void fill(
            Candle bar, long untilMillis, Interval interval, int limit, Deque<Candle> closed) {
        long length = interval.nominal().toMillis();
        for (long open = untilMillis - length;
                open > bar.openMillis() && closed.size() < limit;
                open -= length) {
            closed.addFirst(filler(bar, open));
        }
    }

    private static Candle filler(Candle before, long open) {
        double price = before.close();
        return new Candle(open, price, price, price, price, 0, 0, 0);
    }
}
