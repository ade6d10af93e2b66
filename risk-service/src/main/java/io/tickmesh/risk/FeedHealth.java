package io.tickmesh.risk;

import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.StaleStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which symbols' markets may have moved unseen, because streams of their feed are silent or the feed is not connected.
///
/// Learns from events as they come, and from what market-stream says when it is asked, which replaces what the events told: some
/// may have been lost. Several nodes may share a feed: that one of them is connected again says nothing of the silent streams that
/// another one told of. Only the feed can say that a symbol is well again; a price alone does not, because another of its streams
/// may still be silent. Symbols and feeds that nobody spoke of are well. Not thread-safe.
final class FeedHealth {
    private static final int MOST_FEEDS = 100;
    private static final int MOST_SYMBOLS = 10_000;

    /// Stands for all streams of a symbol.
    private static final String ALL = "all";

    private final Map<String, Feed> feeds = new TreeMap<>();
    private long changes;
    private long dropped;

    /// Takes in what happened to a feed, or to some of its symbols.
    void on(FeedStatusChanged event) {
        changes++;
        Feed feed = feed(event.feed());
        if (feed == null) {
            return;
        }
        if (event.symbols().isEmpty()) {
            feed.changed(event.status(), event.header().node());
            return;
        }
        String stream = event.stream() == null ? ALL : event.stream();
        for (String symbol : event.symbols()) {
            switch (event.status()) {
                case STALE, RECONNECTING, DISCONNECTED ->
                        silent(feed, symbol, stream, event.header().node());
                case CONNECTED -> feed.heard(symbol, stream);
                // Speaks of history, not of streams.
                case BACKFILLED -> {}
            }
        }
    }

    /// Returns how many events were taken in. What market-stream said when it was asked may be older than those that came since.
    long changes() {
        return changes;
    }

    /// Returns how many events and answers named more feeds or symbols than are kept.
    long dropped() {
        return dropped;
    }

    /// Takes the word of market-stream for the feeds it names.
    void correct(List<FeedView> views) {
        for (FeedView view : views) {
            Feed feed = feed(view.feed());
            if (feed != null) {
                feed.status = view.status();
                feed.symbols = Set.copyOf(view.symbols());
                Map<String, Map<String, String>> told = Map.copyOf(feed.silent);
                feed.silent.clear();
                for (StaleStream stale : view.staleStreams()) {
                    if (view.staleSymbols().contains(stale.symbol())) {
                        silent(feed, stale.symbol(), stale.stream(), told);
                    }
                }
                for (String symbol : view.staleSymbols()) {
                    if (!feed.silent.containsKey(symbol)) {
                        silent(feed, symbol, ALL, told);
                    }
                }
            }
        }
    }

    /// Returns a refusal if the symbol's market may have moved unseen.
    @Nullable Refusal stale(String symbol) {
        for (Map.Entry<String, Feed> entry : feeds.entrySet()) {
            String reason = entry.getValue().reason(symbol);
            if (reason != null) {
                return new Refusal(RiskReason.STALE_FEED, "feed=" + entry.getKey() + " " + reason);
            }
        }
        return null;
    }

    private @Nullable Feed feed(String name) {
        if (feeds.size() >= MOST_FEEDS && !feeds.containsKey(name)) {
            dropped++;
            return null;
        }
        return feeds.computeIfAbsent(name, _ -> new Feed());
    }

    private void silent(
            Feed feed, String symbol, String stream, Map<String, Map<String, String>> told) {
        silent(feed, symbol, stream, told.getOrDefault(symbol, Map.of()).getOrDefault(stream, ""));
    }

    private void silent(Feed feed, String symbol, String stream, String node) {
        if (feed.silent.size() >= MOST_SYMBOLS && !feed.silent.containsKey(symbol)) {
            dropped++;
            return;
        }
        feed.silent.computeIfAbsent(symbol, _ -> new TreeMap<>()).put(stream, node);
    }

    private static final class Feed {
        private FeedStatus status = FeedStatus.CONNECTED;
        private Set<String> symbols = Set.of();

        /// The silent streams of each symbol that has any, and which node said so; "" if that is not known.
        private final Map<String, Map<String, String>> silent = new HashMap<>();

        void changed(FeedStatus next, String node) {
            switch (next) {
                case STALE, RECONNECTING, DISCONNECTED -> status = next;
                case CONNECTED -> {
                    status = next;
                    // The node has subscribed all of its streams anew, and tells again of those
                    // that
                    // stay silent. Of another node's it knows nothing.
                    silent.values()
                            .forEach(streams ->
                                    streams.values()
                                            .removeIf(it -> it.isEmpty() || it.equals(node)));
                    silent.values().removeIf(Map::isEmpty);
                }
                case BACKFILLED -> {}
            }
        }

        void heard(String symbol, String stream) {
            if (stream.equals(ALL)) {
                silent.remove(symbol);
                return;
            }
            Map<String, String> streams = silent.get(symbol);
            if (streams != null && streams.remove(stream) != null && streams.isEmpty()) {
                silent.remove(symbol);
            }
        }

        @Nullable String reason(String symbol) {
            Map<String, String> streams = silent.get(symbol);
            if (streams != null) {
                return "silent=" + String.join(",", streams.keySet());
            }
            return switch (status) {
                case STALE, RECONNECTING, DISCONNECTED ->
                        symbols.contains(symbol) ? "status=" + status : null;
                case CONNECTED, BACKFILLED -> null;
            };
        }
    }
}
