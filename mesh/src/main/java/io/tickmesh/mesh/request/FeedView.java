package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.FeedStatus;
import java.util.List;

/// State of one exchange connection.
///
/// @param staleSymbols symbols without a message for too long
/// @param messages messages read
/// @param malformed messages that could not be read
/// @param backfilledCandles candles fetched because the stream had missed them
/// @param weightUsed request weight spent in the current minute
public record FeedView(
        String feed,
        FeedStatus status,
        List<String> staleSymbols,
        long messages,
        long malformed,
        long reconnects,
        long backfilledCandles,
        int weightUsed) {}
