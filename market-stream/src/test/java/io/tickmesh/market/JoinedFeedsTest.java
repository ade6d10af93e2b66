package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.StaleStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedFeedsTest {
    private static final List<String> ALL = List.of("A", "B", "C", "D");

    @Test
    void sumsWhatTheNodesCount() {
        FeedView feed =
                join(
                        part(FeedStatus.CONNECTED, List.of("A", "C"), List.of("C")),
                        part(FeedStatus.CONNECTED, List.of("B", "D"), List.of()));

        assertThat(feed.status()).isEqualTo(FeedStatus.CONNECTED);
        assertThat(feed.symbols()).isEqualTo(ALL);
        assertThat(feed.staleSymbols()).containsExactly("C");
        assertThat(feed.staleStreams()).hasSize(1);
        assertThat(feed.streams()).isEqualTo(4);
        assertThat(feed.messages()).isEqualTo(20);
        assertThat(feed.weightUsed()).isEqualTo(14);
    }

    @Test
    void takesOnlyTheSymbolsOfANodeWithoutConnectionForStale() {
        FeedView feed =
                join(
                        part(FeedStatus.RECONNECTING, List.of("D", "A"), List.of()),
                        part(FeedStatus.CONNECTED, List.of("B", "C"), List.of()));

        assertThat(feed.status()).isEqualTo(FeedStatus.CONNECTED);
        assertThat(feed.staleSymbols()).containsExactly("A", "D");
    }

    @Test
    void isNotWellWhenNoNodeIs() {
        FeedView feed =
                join(
                        part(FeedStatus.RECONNECTING, List.of("A", "B"), List.of()),
                        part(FeedStatus.STALE, List.of("C", "D"), List.of()),
                        part(FeedStatus.CONNECTED, List.of(), List.of()));

        assertThat(feed.status()).isEqualTo(FeedStatus.RECONNECTING);
        assertThat(feed.staleSymbols()).isEqualTo(ALL);
    }

    private static FeedView join(FeedView... parts) {
        return JoinedFeeds.join(ALL, List.of(parts));
    }

    private static FeedView part(FeedStatus status, List<String> symbols, List<String> stale) {
        return new FeedView(
                "binance",
                status,
                symbols,
                stale,
                stale.stream().map(symbol -> new StaleStream(symbol, "trade", 9)).toList(),
                symbols.size(),
                10,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                7);
    }
}
