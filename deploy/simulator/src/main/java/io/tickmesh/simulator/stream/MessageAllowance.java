package io.tickmesh.simulator.stream;

/// Counts the frames of one client over a sliding window. Not thread-safe.
final class MessageAllowance {

    private final long windowNanos;
    private final long[] arrivals;
    private long count;

    MessageAllowance(StreamLimits limits) {
        this.windowNanos = limits.messagesPer().toNanos();
        this.arrivals = new long[limits.messages()];
    }

    /// Counts one frame; false when it is one too many.
    boolean take(long nowNanos) {
        int slot = (int) (count % arrivals.length);
        boolean allowed = count < arrivals.length || nowNanos - arrivals[slot] >= windowNanos;
        arrivals[slot] = nowNanos;
        count++;
        return allowed;
    }
}
