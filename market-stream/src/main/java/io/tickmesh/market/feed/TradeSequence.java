package io.tickmesh.market.feed;

import java.util.Arrays;
import java.util.BitSet;

/// Which trades have come, by their ids: an exchange numbers the trades of a symbol without a hole. Not thread-safe.
///
/// While two connections are read, one may be behind the other: a hole counts only if it is still there when the older one is
/// closed.
public final class TradeSequence {
    private final long[] last;
    private final long[] holeFrom;
    private final long[] holeUntil;
    private final BitSet first;
    private boolean overlapping;
    private long missed;
    private long repeated;

    /// @param symbols how many; a symbol is known by its number
    public TradeSequence(int symbols) {
        last = new long[symbols];
        holeFrom = new long[symbols];
        holeUntil = new long[symbols];
        first = new BitSet(symbols);
        Arrays.fill(last, -1);
    }

    /// Begins with a new connection. If its first trade has an id from the past, the exchange has begun to count anew.
    public void connected() {
        first.set(0, last.length);
    }

    /// Begins anew with a symbol: what came before is not to be known.
    public void opened(int symbol) {
        settle(symbol);
        last[symbol] = -1;
        first.clear(symbol);
    }

    /// Says whether two connections are read.
    public void overlapping(boolean both) {
        overlapping = both;
        if (!both) {
            for (int symbol = 0; symbol < last.length; symbol++) {
                settle(symbol);
            }
        }
    }

    /// Takes a trade.
    ///
    /// @param id -1 if the exchange has none
    /// @return whether it is newer than all before
    public boolean take(int symbol, long id) {
        long before = last[symbol];
        if (id > before) {
            if (id != before + 1 && before >= 0) {
                hole(symbol, before + 1, id);
            }
            last[symbol] = id;
            first.clear(symbol);
            return true;
        }
        if (id < 0) {
            return true;
        }
        if (first.get(symbol)) {
            first.clear(symbol);
            last[symbol] = id;
            return true;
        }
        if (id == holeFrom[symbol] && id < holeUntil[symbol]) {
            holeFrom[symbol]++;
        } else {
            repeated++;
        }
        return false;
    }

    /// Returns how many trades never came.
    public long missed() {
        return missed;
    }

    /// Returns how many trades came again.
    public long repeated() {
        return repeated;
    }

    private void hole(int symbol, long from, long until) {
        settle(symbol);
        holeFrom[symbol] = from;
        holeUntil[symbol] = until;
        if (!overlapping) {
            settle(symbol);
        }
    }

    private void settle(int symbol) {
        missed += holeUntil[symbol] - holeFrom[symbol];
        holeFrom[symbol] = 0;
        holeUntil[symbol] = 0;
    }
}
