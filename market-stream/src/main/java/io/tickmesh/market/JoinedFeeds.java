package io.tickmesh.market;

import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.StaleStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// Makes one view of a feed of what several nodes say of their parts of it.
final class JoinedFeeds {
    private JoinedFeeds() {}

    /// Joins the parts of one feed. While a node has no connection only its own symbols are stale, unless no node has one.
    ///
    /// @param symbols all symbols of the feed
    /// @param parts what each node says, at least one
    static FeedView join(List<String> symbols, List<FeedView> parts) {
        if (parts.size() == 1) {
            return with(symbols, parts.getFirst().status(), parts, parts.getFirst().staleSymbols());
        }
        List<FeedView> streaming =
                parts.stream().filter(part -> !part.symbols().isEmpty()).toList();
        FeedStatus status = status(streaming.isEmpty() ? parts : streaming);
        Set<String> stale =
                streaming.stream()
                        .map(part -> isWell(part.status()) ? part.staleSymbols() : part.symbols())
                        .flatMap(Collection::stream)
                        .collect(Collectors.toSet());
        return with(symbols, status, parts, symbols.stream().filter(stale::contains).toList());
    }

    private static FeedView with(
            List<String> symbols, FeedStatus status, List<FeedView> parts, List<String> stale) {
        return new FeedView(
                parts.getFirst().feed(),
                status,
                symbols,
                stale,
                all(parts, FeedView::staleStreams),
                number(parts, FeedView::streams),
                sum(parts, FeedView::messages),
                sum(parts, FeedView::malformed),
                sum(parts, FeedView::missedTrades),
                sum(parts, FeedView::reconnects),
                sum(parts, FeedView::backfilledCandles),
                sum(parts, FeedView::differentCandles),
                sum(parts, FeedView::auditedCandles),
                sum(parts, FeedView::auditDifferences),
                number(parts, FeedView::weightUsed));
    }

    private static FeedStatus status(List<FeedView> parts) {
        return parts.stream()
                .map(FeedView::status)
                .filter(JoinedFeeds::isWell)
                .findFirst()
                .orElse(parts.getFirst().status());
    }

    private static boolean isWell(FeedStatus status) {
        return switch (status) {
            case CONNECTED, BACKFILLED -> true;
            case STALE, RECONNECTING, DISCONNECTED -> false;
        };
    }

    private static List<StaleStream> all(
            List<FeedView> parts, Function<FeedView, List<StaleStream>> streams) {
        return parts.stream().map(streams).flatMap(Collection::stream).toList();
    }

    private static long sum(List<FeedView> parts, ToLongFunction<FeedView> count) {
        return parts.stream().mapToLong(count).sum();
    }

    private static int number(List<FeedView> parts, ToIntFunction<FeedView> count) {
        return parts.stream().mapToInt(count).sum();
    }
}
