package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.feedChanged;
import static io.tickmesh.risk.Fixtures.feedView;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.Origin;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.request.StaleStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedHealthTest {
    private final FeedHealth health = new FeedHealth();

    @Test
    void whatNobodySpokeOfIsWell() {
        health.on(feedChanged(FeedStatus.STALE, null, "ETHUSDT"));
        health.on(feedChanged(FeedStatus.DISCONNECTED, null));

        assertThat(health.stale("BTCUSDT")).isNull();
    }

    @Test
    void aSymbolIsStaleUntilAllOfItsStreamsAreHeardAgain() {
        health.on(feedChanged(FeedStatus.STALE, "kline_1m", "BTCUSDT", "ETHUSDT"));
        health.on(feedChanged(FeedStatus.STALE, "bookTicker", "BTCUSDT"));

        assertThat(health.stale("BTCUSDT"))
                .isEqualTo(
                        new Refusal(
                                RiskReason.STALE_FEED, "feed=binance silent=bookTicker,kline_1m"));
        assertThat(health.stale("ETHUSDT")).isNotNull();

        health.on(feedChanged(FeedStatus.CONNECTED, "kline_1m", "BTCUSDT", "ETHUSDT"));
        assertThat(health.stale("ETHUSDT")).isNull();
        assertThat(health.stale("BTCUSDT")).isNotNull();

        health.on(feedChanged(FeedStatus.BACKFILLED, "bookTicker", "BTCUSDT"));
        assertThat(health.stale("BTCUSDT")).isNotNull();

        health.on(feedChanged(FeedStatus.CONNECTED, "bookTicker", "BTCUSDT"));
        assertThat(health.stale("BTCUSDT")).isNull();
    }

    @Test
    void aWordAboutAllStreamsOfASymbolIsAboutEachOfThem() {
        health.on(feedChanged(FeedStatus.STALE, "bookTicker", "BTCUSDT"));

        health.on(feedChanged(FeedStatus.CONNECTED, null, "BTCUSDT"));

        assertThat(health.stale("BTCUSDT")).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"STALE", "RECONNECTING", "DISCONNECTED"})
    void aFeedThatIsDownMakesAllOfItsSymbolsStale(FeedStatus down) {
        health.correct(List.of(feedView(FeedStatus.CONNECTED, List.of())));
        assertThat(health.stale("BTCUSDT")).isNull();

        health.on(feedChanged(down, null));
        assertThat(health.stale("BTCUSDT"))
                .isEqualTo(new Refusal(RiskReason.STALE_FEED, "feed=binance status=" + down));
        assertThat(health.stale("XBTUSD")).isNull();
        health.on(feedChanged(FeedStatus.BACKFILLED, null));
        assertThat(health.stale("BTCUSDT")).isNotNull();

        health.on(feedChanged(FeedStatus.CONNECTED, null));
        assertThat(health.stale("BTCUSDT")).isNull();
    }

    @Test
    void aNewConnectionMakesItsSymbolsWell() {
        health.on(feedChanged(FeedStatus.STALE, null, "BTCUSDT"));

        health.on(feedChanged(FeedStatus.CONNECTED, null));

        assertThat(health.stale("BTCUSDT")).isNull();
    }

    @Test
    void aNewConnectionOfOneNodeLeavesWhatAnotherOneSaid() {
        health.on(by("alpha", FeedStatus.STALE, "bookTicker", "BTCUSDT"));
        health.on(by("beta", FeedStatus.STALE, "bookTicker", "ETHUSDT"));
        health.on(by("beta", FeedStatus.STALE, "kline_1m", "BTCUSDT"));
        health.correct(
                List.of(
                        feedView(
                                FeedStatus.CONNECTED,
                                List.of("BTCUSDT", "ETHUSDT"),
                                new StaleStream("BTCUSDT", "bookTicker", 9_000),
                                new StaleStream("BTCUSDT", "kline_1m", 9_000),
                                new StaleStream("ETHUSDT", "bookTicker", 9_000),
                                new StaleStream("ETHUSDT", "trade", 9_000))));

        health.on(by("alpha", FeedStatus.CONNECTED, null));

        assertThat(health.stale("BTCUSDT"))
                .isEqualTo(new Refusal(RiskReason.STALE_FEED, "feed=binance silent=kline_1m"));
        assertThat(health.stale("ETHUSDT"))
                .as("of the other stream nobody knows who said so")
                .isEqualTo(new Refusal(RiskReason.STALE_FEED, "feed=binance silent=bookTicker"));

        health.on(by("beta", FeedStatus.CONNECTED, null));
        assertThat(health.stale("BTCUSDT")).isNull();
        assertThat(health.stale("ETHUSDT")).isNull();
    }

    @Test
    void theWordOfMarketStreamReplacesWhatEventsTold() {
        health.on(feedChanged(FeedStatus.STALE, null, "BTCUSDT"));

        health.correct(
                List.of(
                        feedView(
                                FeedStatus.CONNECTED,
                                List.of("ETHUSDT", "XRPUSDT"),
                                new StaleStream("ETHUSDT", "trade", 9_000),
                                new StaleStream("BTCUSDT", "avgPrice", 9_000))));

        assertThat(health.stale("BTCUSDT")).as("not told to be stale").isNull();
        assertThat(health.stale("ETHUSDT"))
                .isEqualTo(new Refusal(RiskReason.STALE_FEED, "feed=binance silent=trade"));
        assertThat(health.stale("XRPUSDT"))
                .isEqualTo(new Refusal(RiskReason.STALE_FEED, "feed=binance silent=all"));

        health.correct(List.of(feedView(FeedStatus.RECONNECTING, List.of())));
        assertThat(health.stale("BTCUSDT"))
                .isEqualTo(new Refusal(RiskReason.STALE_FEED, "feed=binance status=RECONNECTING"));
    }

    private static FeedStatusChanged by(
            String node, FeedStatus status, @Nullable String stream, String... symbols) {
        return new FeedStatusChanged(
                new Origin(node).header(Fixtures.NOON, null),
                "binance",
                status,
                List.of(symbols),
                stream,
                "test");
    }

    @Test
    void hasALimitAndCountsWhatIsBeyond() {
        String[] symbols = new String[10_001];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = "S" + i;
        }

        health.on(feedChanged(FeedStatus.STALE, null, symbols));

        assertThat(health.dropped()).isEqualTo(1);
        assertThat(health.stale("S9999")).isNotNull();
    }
}
