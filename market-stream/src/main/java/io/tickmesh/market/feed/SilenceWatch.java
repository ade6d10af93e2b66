package io.tickmesh.market.feed;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;

/// Notices when a connection is open and yet nothing comes, as a whole or for single symbols. Not thread-safe.
public final class SilenceWatch {
    private final long staleMicros;
    private final long[] heard;
    private final BitSet stale;
    private long anythingHeard;

    /// @param symbols how many; a symbol is known by its number
    /// @param staleAfter how long a silence may last
    public SilenceWatch(int symbols, Duration staleAfter) {
        this.staleMicros = staleAfter.toNanos() / 1_000;
        this.heard = new long[symbols];
        this.stale = new BitSet(symbols);
    }

    /// Begins anew with a connection at `nowMicros`, any clock that only goes forward.
    public void connected(long nowMicros) {
        anythingHeard = nowMicros;
        Arrays.fill(heard, nowMicros);
        stale.clear();
    }

    /// Notes a message.
    ///
    /// @param symbol -1 if it was about none
    public void heard(int symbol, long nowMicros) {
        anythingHeard = nowMicros;
        if (symbol >= 0) {
            heard[symbol] = nowMicros;
        }
    }

    /// Returns whether nothing at all has come for too long.
    public boolean isSilent(long nowMicros) {
        return nowMicros - anythingHeard > staleMicros;
    }

    /// Looks at every symbol.
    public Changes check(long nowMicros) {
        BitSet fell = new BitSet();
        BitSet recovered = new BitSet();
        for (int i = 0; i < heard.length; i++) {
            boolean silent = nowMicros - heard[i] > staleMicros;
            if (silent && !stale.get(i)) {
                fell.set(i);
            } else if (!silent && stale.get(i)) {
                recovered.set(i);
            }
            stale.set(i, silent);
        }
        return new Changes(fell, recovered);
    }

    /// Returns the symbols that were silent at the last [#check].
    public BitSet stale() {
        return (BitSet) stale.clone();
    }

    /// What changed between two checks.
    ///
    /// @param fellSilent symbols that have been silent for too long now
    /// @param recovered symbols that were silent and are not any more
    public record Changes(BitSet fellSilent, BitSet recovered) {}
}
