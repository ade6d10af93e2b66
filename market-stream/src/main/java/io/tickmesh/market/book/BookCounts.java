package io.tickmesh.market.book;

/// What has happened to a local order book since it was made.
///
/// @param gaps how often updates were missing
/// @param resyncs how often the book was given up
/// @param old updates that were known already
/// @param uselessSnapshots snapshots older than the updates that waited for them
/// @param dropped updates that were dropped because too many waited
/// @param pruned levels that were dropped because there were too many
public record BookCounts(
        long gaps, long resyncs, long old, long uselessSnapshots, long dropped, long pruned) {}
