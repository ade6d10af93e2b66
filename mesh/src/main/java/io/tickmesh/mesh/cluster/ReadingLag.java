package io.tickmesh.mesh.cluster;

/// How late another node reads what this one sends to it, by what its heartbeats tell of this one's. The way of those back is left out:
/// a node that sends more than is carried reads well. Not thread-safe.
public final class ReadingLag {
    /// How much the clocks of two nodes may drift apart from one heartbeat to the next, milliseconds.
    private static final long DRIFT = 1;

    private long quickest = Long.MAX_VALUE;

    /// Returns milliseconds, the age of the heartbeats themselves included; 0 if the node does not tell.
    ///
    /// @param heartbeat of the other node, that has just come
    /// @param self name of this node
    /// @param clock of this node, see [Heartbeat#clocks]
    public long millis(Heartbeat heartbeat, String self, long clock) {
        Long read = heartbeat.clocks().get(self);
        Long sent = heartbeat.clocks().get(heartbeat.node());
        if (read == null || sent == null) {
            return 0;
        }
        // The clocks began at different times, so this says only by how much it was slower than the
        // quickest.
        long way = clock - sent;
        quickest = Math.min(way, quickest == Long.MAX_VALUE ? way : quickest + DRIFT);
        return clock - read - (way - quickest);
    }
}
