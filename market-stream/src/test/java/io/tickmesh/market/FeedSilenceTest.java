package io.tickmesh.market;

import static io.tickmesh.market.FeedFixture.BTC;
import static io.tickmesh.market.FeedFixture.ETH;
import static io.tickmesh.market.FeedFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.StaleStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An exchange whose streams say what they should, but for those that the test silences.
class FeedSilenceTest {
    private FeedFixture feed;
    private final AtomicLong ids = new AtomicLong();
    private volatile boolean quotes = true;
    private volatile boolean trades = true;
    private volatile boolean bars = true;

    @BeforeEach
    void start() throws Exception {
        feed = new FeedFixture();
        feed.staleAfter = Duration.ofMillis(400);
        feed.start();
        feed.vertx.setPeriodic(20, _ -> speak());
    }

    @AfterEach
    void stop() throws Exception {
        feed.stop();
    }

    @Test
    void namesTheQuotesThatAreSilentWhileTradesFlowAndSubscribesThemAnew() throws Exception {
        MeshObserver.await("prices", () -> !feed.observer.prices().isEmpty());

        quotes = false;
        MeshObserver.await("stale", () -> feed.toldStale(BTC, "bookTicker"));

        FeedView view = feed.view();
        assertThat(view.status()).isEqualTo(FeedStatus.CONNECTED);
        assertThat(view.staleSymbols()).containsExactly(BTC);
        assertThat(view.staleStreams())
                .extracting(StaleStream::symbol, StaleStream::stream)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(BTC, "bookTicker"));
        assertThat(view.staleStreams().getFirst().silentMillis()).isGreaterThanOrEqualTo(400);
        assertThat(feed.meters.get("tickmesh.feed.streams.stale").gauge().value()).isEqualTo(1);
        MeshObserver.await(
                "subscribed anew",
                () -> feed.exchange.unsubscribed().contains("btcusdt@bookTicker"));
        assertThat(feed.exchange.unsubscribed()).containsExactly("btcusdt@bookTicker");
        assertThat(feed.exchange.connections()).isEqualTo(1);

        quotes = true;
        MeshObserver.await("recovered", () -> recovered("bookTicker"));
        MeshObserver.await(
                "none", () -> feed.meters.get("tickmesh.feed.streams.stale").gauge().value() == 0);
    }

    @Test
    void renewsTheConnectionWhenSubscribingAnewDoesNotHelp() throws Exception {
        quotes = false;

        MeshObserver.await("taken over", () -> feed.count("tickmesh.feed.takeovers") == 1);
        MeshObserver.await("renewed", () -> feed.count("tickmesh.feed.reconnects") == 1);

        assertThat(feed.count("tickmesh.feed.resubscriptions")).isEqualTo(1);
    }

    @Test
    void namesTheTradesThatAreSilentWhileBarsGrow() throws Exception {
        MeshObserver.await("prices", () -> !feed.observer.prices().isEmpty());

        trades = false;

        MeshObserver.await("stale", () -> feed.toldStale(BTC, "trade"));
        trades = true;
        MeshObserver.await("recovered", () -> recovered("trade"));
    }

    @Test
    void namesTheBarsThatAreSilentWhileTradesFlow() throws Exception {
        bars = false;

        MeshObserver.await("stale", () -> feed.toldStale(BTC, "kline_1m"));
        assertThat(feed.view().staleSymbols()).containsExactly(BTC);
    }

    @Test
    void doesNotSuspectASymbolThatIsNotTraded() throws Exception {
        MeshObserver.await("a while", () -> ids.get() > 150);

        assertThat(feed.observer.statuses())
                .extracting(FeedStatusChanged::status)
                .containsExactly(FeedStatus.CONNECTED);
        assertThat(feed.view().staleSymbols()).isEmpty();
    }

    @Test
    void aSilentQuoteGrowsOldAlthoughTradesAndBarsComeAndIsNotConfirmed() throws Exception {
        MeshObserver.await(
                "a quote", () -> feed.observer.prices().stream().anyMatch(PriceUpdated::hasQuote));
        quotes = false;
        MeshObserver.await("stale", () -> feed.toldStale(BTC, "bookTicker"));
        PriceUpdated before = btc().getLast();
        long trades = ids.get();

        MeshObserver.await("trades", () -> ids.get() > trades + 5);
        feed.close(BTC, 0);
        MeshObserver.await("candle", () -> !feed.observer.candles().isEmpty());

        assertThat(btc().getLast().last()).isGreaterThan(before.last());
        assertThat(btc().getLast().eventMillis()).isEqualTo(before.eventMillis());
    }

    private void speak() {
        long id = ids.incrementAndGet();
        if (trades) {
            feed.exchange.send(Frames.trade(BTC, id, START + id, "" + id));
        }
        if (quotes) {
            feed.exchange.send(Frames.book(BTC, id, "" + id, "" + (id + 1)));
        }
        if (bars) {
            Candle open = new Candle(START + FeedFixture.MINUTE, 1, 9_999, 1, id, id, id, id);
            feed.exchange.send(Frames.kline(BTC, Interval.M1, open, false, 1, id));
        }
        if (id % 5 == 0) {
            // Seldom traded: its quotes come, and nothing else.
            feed.exchange.send(Frames.book(ETH, id, "1", "2"));
        }
    }

    private List<PriceUpdated> btc() {
        return feed.observer.prices().stream().filter(p -> p.symbol().equals(BTC)).toList();
    }

    private boolean recovered(String stream) {
        return feed.told(told ->
                told.status() == FeedStatus.CONNECTED
                        && stream.equals(told.stream())
                        && told.symbols().equals(List.of(BTC)));
    }
}
