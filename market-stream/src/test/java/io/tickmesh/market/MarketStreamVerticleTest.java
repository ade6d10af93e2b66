package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MarketStreamVerticleTest extends OneFeed {
    @Test
    void publishesPricesBeforeHistoryIsLoaded() throws Exception {
        // given
        exchange.holdBack();
        start(config());
        MeshObserver.await("subscribed", () -> exchange.subscriptions() == 1);

        // when
        exchange.send(Frames.book(BTC, 1, "100.00", "100.01"));
        exchange.send(Frames.trade(BTC, START + 1_500, "100.01"));

        // then
        MeshObserver.await(
                "a price", () -> observer.prices().stream().anyMatch(p -> p.last() == 100.01));
        PriceUpdated price = observer.prices().getLast();
        assertThat(price.bid()).isEqualTo(100.00);
        assertThat(price.ask()).isEqualTo(100.01);
        assertThat(failureOf(new ListCandles(BTC, Interval.M1, 10, null)))
                .isEqualTo(Failure.UNAVAILABLE);

        // when
        exchange.letGo();

        // then
        MeshObserver.await("history", () -> listed(BTC).size() == 15);
        assertThat(listed(BTC).getLast()).isEqualTo(bar(-1));
        assertThat(observer.candles()).isEmpty();
    }

    @Test
    void answersSymbolsFeedsAndRefusesWhatItDoesNotKeep() throws Exception {
        start(config());
        MeshObserver.await("history", () -> listed(ETH).size() == 15);

        assertThat(observer.ask(new ListSymbols()).items())
                .extracting(rules -> rules.symbol() + rules.tickSize().toPlainString())
                .containsExactly(BTC + "0.01", ETH + "0.01");
        assertThat(exchange.subscribed())
                .containsExactly(
                        "btcusdt@trade",
                        "btcusdt@bookTicker",
                        "btcusdt@kline_1m",
                        "ethusdt@trade",
                        "ethusdt@bookTicker",
                        "ethusdt@kline_1m");
        FeedView feed = observer.ask(new GetFeeds()).items().getFirst();
        assertThat(feed.status()).isEqualTo(FeedStatus.CONNECTED);
        assertThat(feed.weightUsed()).isBetween(7, 30);
        MeshObserver.await(
                "readiness",
                () -> observer.mesh().presence().ready(ServiceName.MARKET_STREAM).contains("test"));
        assertThat(failureOf(new ListCandles("XRPUSDT", Interval.M1, 10, null)))
                .isEqualTo(Failure.NOT_FOUND);
        assertThat(failureOf(new ListCandles(BTC, Interval.H1, 10, null)))
                .isEqualTo(Failure.NOT_FOUND);
        assertThat(failureOf(new ListCandles(BTC, Interval.M1, 1001, null)))
                .isEqualTo(Failure.INVALID);
        assertThat(observer.ask(new ListCandles(BTC, Interval.M1, 2, START - 3 * MINUTE)).items())
                .containsExactly(bar(-5), bar(-4));
    }

    @Test
    void publishesEachClosedCandleOnceAndFillsWhatTheStreamSkipped() throws Exception {
        // given
        start(config());
        MeshObserver.await("history", () -> listed(BTC).size() == 15);

        // when bar 1 and 2 are skipped by the stream, and bars come twice and late
        close(BTC, 0);
        close(BTC, 0);
        for (int i = 1; i < 5; i++) {
            exchange.bar(BTC, Interval.M1, bar(i));
        }
        close(BTC, 3);
        MeshObserver.await("four candles", () -> observer.candles().size() == 4);
        close(BTC, 1);
        close(BTC, 3);
        close(BTC, 4);

        // then
        MeshObserver.await("five candles", () -> observer.candles().size() == 5);
        assertThat(observer.candles())
                .extracting(CandleClosed::candle)
                .containsExactly(bar(0), bar(1), bar(2), bar(3), bar(4));
        assertThat(observer.candles())
                .extracting(CandleClosed::backfilled)
                .containsExactly(false, true, true, false, false);
        assertThat(observer.candles().getLast().time())
                .isEqualTo(Instant.ofEpochMilli(START + 5 * MINUTE));
        assertThat(listed(BTC)).endsWith(bar(2), bar(3), bar(4)).hasSize(15);
    }

    @Test
    void asksTwiceBeforeItBelievesAHole() throws Exception {
        // given
        start(config());
        MeshObserver.await("history", () -> listed(BTC).size() == 15 && listed(ETH).size() == 15);
        close(BTC, 0);
        int asked = exchange.requests("/api/v3/klines");

        // when the stream skips two bars and the history has one of them a little later
        close(BTC, 3);
        MeshObserver.await("question", () -> exchange.requests("/api/v3/klines") == asked + 1);
        exchange.bar(BTC, Interval.M1, bar(1));

        // then
        MeshObserver.await("candles", () -> observer.candles().size() == 3);
        assertThat(observer.candles())
                .extracting(CandleClosed::candle)
                .containsExactly(bar(0), bar(1), bar(3));
        assertThat(exchange.requests("/api/v3/klines")).isEqualTo(asked + 2);
    }

    @Test
    void refusesACandleOfTheFarFutureAndTakesTheNextReal() throws Exception {
        // given
        start(config());
        MeshObserver.await("history", () -> listed(BTC).size() == 15);

        // when
        close(BTC, 1_000_000);
        close(BTC, 0);

        // then
        MeshObserver.await("candle", () -> !observer.candles().isEmpty());
        assertThat(observer.candles()).extracting(CandleClosed::candle).containsExactly(bar(0));
        assertThat(observer.ask(new GetFeeds()).items().getFirst().malformed()).isEqualTo(1);
    }

    @Test
    void beginsTheHistoryAnewWhenMoreWasMissedThanIsKept() throws Exception {
        // given
        start(config());
        MeshObserver.await("history", () -> listed(ETH).size() == 15);

        // when
        for (int i = 1; i < 41; i++) {
            exchange.bar(BTC, Interval.M1, bar(i));
            exchange.bar(ETH, Interval.M1, bar(i));
        }
        exchange.now(START + 40 * MINUTE + 10);
        exchange.cut();
        MeshObserver.await("backfill", () -> has(FeedStatus.BACKFILLED));
        close(BTC, 40);

        // then
        MeshObserver.await("candle", () -> !observer.candles().isEmpty());
        assertThat(observer.candles()).extracting(CandleClosed::candle).containsExactly(bar(40));
        assertThat(listed(BTC)).hasSize(15).startsWith(bar(26)).endsWith(bar(40));
    }

    @Test
    void subscribesInBatches() throws Exception {
        start(config(Duration.ofSeconds(2), 4));

        MeshObserver.await("connected", () -> has(FeedStatus.CONNECTED));

        assertThat(exchange.subscriptions()).isEqualTo(2);
        assertThat(exchange.subscribed()).hasSize(6).doesNotHaveDuplicates();
    }
}
