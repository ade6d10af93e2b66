package io.tickmesh.mesh.cluster;

/// What went through the inboxes of one name on a node since it started.
///
/// @param offered items offered
/// @param dropped items lost because an inbox was full
/// @param conflated items replaced by a newer one of the same key
/// @param stale items too old when their turn came
/// @param depth items waiting now
public record InboxLoad(long offered, long dropped, long conflated, long stale, int depth) {
    /// Returns the sum of both.
    public InboxLoad plus(InboxLoad other) {
        return new InboxLoad(
                offered + other.offered,
                dropped + other.dropped,
                conflated + other.conflated,
                stale + other.stale,
                depth + other.depth);
    }
}
