package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.GetFeeds;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// An exchange that cuts, refuses, hangs and talks nonsense.
class ExchangeTroubleTest extends OneFeed {
    @Test
    void reconnectsAfterACutAndFetchesWhatWasMissed() throws Exception {
        // given
        start(config());
        MeshObserver.await("history", () -> listed(ETH).size() == 15);
        close(BTC, 0);
        close(ETH, 0);
        MeshObserver.await("candles", () -> observer.candles().size() == 2);

        // when
        for (int i = 1; i < 6; i++) {
            exchange.bar(BTC, Interval.M1, bar(i));
            exchange.bar(ETH, Interval.M1, bar(i));
        }
        exchange.now(START + 5 * MINUTE + 10);
        exchange.cut();
        MeshObserver.await("backfill", () -> has(FeedStatus.BACKFILLED));
        close(BTC, 5);
        close(ETH, 5);

        // then
        MeshObserver.await("candles", () -> observer.candles().size() == 12);
        assertThat(observer.statuses())
                .extracting(FeedStatusChanged::status)
                .containsExactly(
                        FeedStatus.CONNECTED,
                        FeedStatus.RECONNECTING,
                        FeedStatus.CONNECTED,
                        FeedStatus.BACKFILLED);
        for (String symbol : List.of(BTC, ETH)) {
            assertThat(observer.candles())
                    .filteredOn(closed -> closed.symbol().equals(symbol))
                    .extracting(CandleClosed::candle)
                    .containsExactly(bar(0), bar(1), bar(2), bar(3), bar(4), bar(5));
        }
        FeedView feed = observer.ask(new GetFeeds()).items().getFirst();
        assertThat(feed.reconnects()).isEqualTo(1);
        assertThat(feed.backfilledCandles()).isEqualTo(8);
    }

    @Test
    void survivesAnExchangeThatCutsEachNewConnection() throws Exception {
        exchange.cutNext(3);

        start(patient(config()));

        MeshObserver.await("history", () -> listed(BTC).size() == 15);
        assertThat(exchange.connections()).isEqualTo(4);
        assertThat(observer.statuses())
                .extracting(FeedStatusChanged::status)
                .containsExactly(FeedStatus.RECONNECTING, FeedStatus.CONNECTED);
    }

    @Test
    void givesUpAnExchangeThatNeverAnswersTheHandshake() throws Exception {
        // given
        AtomicInteger accepted = new AtomicInteger();
        NetServer mute = vertx.createNetServer();
        mute.connectHandler(_ -> accepted.incrementAndGet());
        int port = get(mute.listen(0, "127.0.0.1")).actualPort();

        // when
        start(
                config(Duration.ofMillis(200), 200)
                        .at(exchange.restUrl(), URI.create("ws://127.0.0.1:" + port)));

        // then
        MeshObserver.await("three attempts", () -> accepted.get() >= 3);
        assertThat(observer.statuses())
                .extracting(FeedStatusChanged::status)
                .containsExactly(FeedStatus.RECONNECTING);
    }

    @Test
    void reconnectsWhenTheExchangeFallsSilent() throws Exception {
        start(config());
        MeshObserver.await("connected", () -> has(FeedStatus.CONNECTED));

        MeshObserver.await("second connection", () -> exchange.connections() == 2);

        MeshObserver.await("reconnected", () -> has(FeedStatus.BACKFILLED));
        assertThat(observer.statuses())
                .filteredOn(changed -> changed.symbols().isEmpty())
                .extracting(FeedStatusChanged::status)
                .startsWith(
                        FeedStatus.CONNECTED,
                        FeedStatus.STALE,
                        FeedStatus.RECONNECTING,
                        FeedStatus.CONNECTED,
                        FeedStatus.BACKFILLED);
    }

    @Test
    void survivesMessagesThatCannotBeRead() throws Exception {
        // given
        start(config());
        MeshObserver.await("history", () -> listed(BTC).size() == 15);

        // when
        exchange.send("{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":");
        exchange.send("not json");
        exchange.send("");
        exchange.send("[1,2,3]");
        exchange.send("{\"e\":\"trade\",\"E\":1,\"s\":\"BTCUSDT\",\"p\":5,\"q\":\"1\"}");
        exchange.send("{\"e\":\"somethingNew\",\"E\":1,\"s\":\"BTCUSDT\"}");
        exchange.send("{\"x\":\"" + "y".repeat(60_000) + "\"}");
        exchange.sendBinary(new byte[] {1, 2, 3});
        String trade = Frames.trade(BTC, START + 1_500, "101.00");
        exchange.sendInParts(trade.substring(0, 40), trade.substring(40));
        close(BTC, 0);

        // then
        MeshObserver.await("candle", () -> observer.candles().size() == 1);
        MeshObserver.await("price", () -> !observer.prices().isEmpty());
        assertThat(observer.prices()).extracting(PriceUpdated::last).containsExactly(101.00);
        assertThat(observer.ask(new GetFeeds()).items().getFirst().malformed()).isEqualTo(6);
        assertThat(exchange.connections()).isEqualTo(1);
    }

    @Test
    void countsAFrameThatIsTooLargeAndConnectsAnew() throws Exception {
        start(config());
        MeshObserver.await("history", () -> listed(BTC).size() == 15);

        exchange.sendInParts("x".repeat(FeedSocket.MAX_MESSAGE_BYTES + 1), "y");

        MeshObserver.await("new connection", () -> exchange.connections() == 2);
        assertThat(observer.ask(new GetFeeds()).items().getFirst().malformed()).isEqualTo(1);
        assertThat(observer.statuses())
                .anyMatch(status -> status.detail().contains("damaged or above 1048576 bytes"));
    }

    @Test
    void waitsForAnExchangeThatRefusesAndFails() throws Exception {
        // given
        exchange.refuse(true);
        exchange.failNext(3, 500, null);

        // when
        start(patient(config()));
        MeshObserver.await("attempts", () -> exchange.requests("/api/v3/exchangeInfo") >= 2);
        exchange.refuse(false);

        // then
        MeshObserver.await("history", () -> listed(BTC).size() == 15);
        assertThat(observer.statuses())
                .extracting(FeedStatusChanged::status)
                .containsExactly(FeedStatus.RECONNECTING, FeedStatus.CONNECTED);
    }

    @Test
    void givesUpAnAnswerThatIsTooLargeAndAsksAgain() throws Exception {
        exchange.floodNext(1);

        start(config());

        MeshObserver.await("rules", this::knowsRules);
        assertThat(exchange.requests("/api/v3/exchangeInfo")).isEqualTo(2);
        MeshObserver.await("cut", () -> exchange.floodsCut() == 1);
    }

    @Test
    void givesUpAnAnswerThatTricklesAndAsksAgain() throws Exception {
        exchange.trickleNext(1);

        start(config(Duration.ofMillis(500), 200));

        MeshObserver.await("rules", this::knowsRules);
        assertThat(exchange.requests("/api/v3/exchangeInfo")).isEqualTo(2);
    }

    @Test
    void keepsStillAsLongAsTheExchangeDemands() throws Exception {
        exchange.failNext(1, 429, "1");
        long before = System.nanoTime();

        start(config());

        MeshObserver.await("history", () -> listed(BTC).size() == 15);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(900));
    }
}
