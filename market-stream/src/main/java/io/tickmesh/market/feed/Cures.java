package io.tickmesh.market.feed;

import java.time.Duration;
import java.util.OptionalInt;

/// When silent streams are to be cured, and how often that was tried: ever more seldom while it does not help. Not thread-safe.
public final class Cures {
    private static final long LONGEST_PATIENCE_NANOS = Duration.ofHours(1).toNanos();
    private static final long NEVER = Long.MAX_VALUE;

    private final long staleNanos;
    private int tried;
    private long triedNanos;
    private long nextNanos = NEVER;

    /// @param staleNanos the first patience
    public Cures(long staleNanos) {
        this.staleNanos = staleNanos;
    }

    /// Begins anew with a connection. What was tried counts still: nobody knows yet whether it helped.
    public void connected() {
        nextNanos = NEVER;
    }

    /// To be called at each look at the streams.
    ///
    /// @param stale whether any stream is silent without reason
    /// @param recovered whether one that was has spoken
    /// @param nowNanos a clock that only goes forward
    /// @return the number of the cure that is to be tried now, 0 for the first, if any
    public OptionalInt look(boolean stale, boolean recovered, long nowNanos) {
        if (!stale) {
            nextNanos = NEVER;
            if (recovered || nowNanos - triedNanos >= LONGEST_PATIENCE_NANOS) {
                tried = 0;
            }
            return OptionalInt.empty();
        }
        boolean due = nowNanos >= nextNanos;
        int cure = tried;
        if (due) {
            tried++;
            triedNanos = nowNanos;
        }
        if (due || nextNanos == NEVER) {
            nextNanos = nowNanos + patience();
        }
        return due ? OptionalInt.of(cure) : OptionalInt.empty();
    }

    private long patience() {
        return Math.min(LONGEST_PATIENCE_NANOS, staleNanos << Math.min(tried, 10));
    }
}
