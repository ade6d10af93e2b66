package io.tickmesh.mesh.bus;

/// What went through an inbox since it was made.
///
/// @param offered items offered
/// @param dropped items lost because the inbox was full
/// @param conflated items replaced by a newer one of the same key
/// @param stale items too old when their turn came
/// @param failed items whose reader threw
/// @param depth items waiting now
/// @param maxDepth most items that ever waited
public record InboxCounters(
        long offered,
        long dropped,
        long conflated,
        long stale,
        long failed,
        int depth,
        int maxDepth) {}
