package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.FeedStatus;
import java.util.List;

/// State of one exchange connection. Counters begin with the node.
///
/// @param symbols the symbols that it serves
/// @param staleSymbols symbols whose prices are not to be acted on: a stream of theirs is silent
/// @param staleStreams the streams that are silent
/// @param streams streams that are subscribed
/// @param messages messages read
/// @param malformed messages that could not be read
/// @param missedTrades trades that the stream left out, by their ids
/// @param backfilledCandles candles fetched because the stream had missed them
/// @param differentCandles candles built from trades that are not what the exchange then said was final
/// @param auditedCandles candles compared with the exchange's history
/// @param auditDifferences those of them that were not the same
/// @param weightUsed request weight spent in the current minute
public record FeedView(
        String feed,
        FeedStatus status,
        List<String> symbols,
        List<String> staleSymbols,
        List<StaleStream> staleStreams,
        int streams,
        long messages,
        long malformed,
        long missedTrades,
        long reconnects,
        long backfilledCandles,
        long differentCandles,
        long auditedCandles,
        long auditDifferences,
        int weightUsed) {
    public FeedView {
        symbols = List.copyOf(symbols);
        staleSymbols = List.copyOf(staleSymbols);
        staleStreams = List.copyOf(staleStreams);
    }
}
