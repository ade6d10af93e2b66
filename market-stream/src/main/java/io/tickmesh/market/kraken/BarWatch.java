package io.tickmesh.market.kraken;

import io.tickmesh.mesh.market.Interval;
import java.util.Arrays;
import java.util.List;

/// Notices bars whose time is over and which nobody has closed, because nobody has traded since. Not thread-safe.
final class BarWatch {
    private final int symbols;
    private final List<Interval> intervals;
    private final long graceMillis;
    private final long againMillis;
    private final long[] closedUntil;
    private final long[] askedAt;

    /// @param symbols how many
    /// @param graceMillis how long after its end a bar may still be closed by the stream
    /// @param againMillis how long after a request a bar that is still not closed is asked for again
    BarWatch(int symbols, List<Interval> intervals, long graceMillis, long againMillis) {
        this.symbols = symbols;
        this.intervals = List.copyOf(intervals);
        this.graceMillis = graceMillis;
        this.againMillis = againMillis;
        this.closedUntil = new long[symbols * intervals.size()];
        this.askedAt = new long[closedUntil.length];
        Arrays.fill(closedUntil, Long.MIN_VALUE);
    }

    /// Notes that everything before `untilMillis` is closed.
    void closed(int symbol, int interval, long untilMillis) {
        int series = interval * symbols + symbol;
        closedUntil[series] = Math.max(closedUntil[series], untilMillis);
    }

    /// Names the series that lack a bar.
    ///
    /// @param nowMillis the exchange's time
    void look(long nowMillis, Overdue overdue) {
        for (int interval = 0; interval < intervals.size(); interval++) {
            long over = intervals.get(interval).openOf(nowMillis - graceMillis);
            for (int symbol = 0; symbol < symbols; symbol++) {
                int series = interval * symbols + symbol;
                if (closedUntil[series] == Long.MIN_VALUE) {
                    // What was before the first look is fetched with the history.
                    closedUntil[series] = over;
                } else if (closedUntil[series] < over
                        && nowMillis - askedAt[series] >= againMillis) {
                    askedAt[series] = nowMillis;
                    overdue.overdue(symbol, interval);
                }
            }
        }
    }

    /// Is told of a series that lacks a bar.
    @FunctionalInterface
    interface Overdue {
        void overdue(int symbol, int interval);
    }
}
