package io.tickmesh.market;

import static io.tickmesh.market.FeedFixture.BTC;
import static io.tickmesh.market.FeedFixture.ETH;
import static io.tickmesh.market.FeedFixture.MINUTE;
import static io.tickmesh.market.FeedFixture.START;
import static io.tickmesh.market.FeedFixture.bar;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.GetOrderBook;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.OrderBookView;
import io.tickmesh.mesh.request.OrderBookView.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTruthTest {
    private FeedFixture feed;

    @BeforeEach
    void prepare() throws Exception {
        feed = new FeedFixture();
    }

    @AfterEach
    void stop() throws Exception {
        feed.stop();
    }

    @Test
    void buildsTheOpenCandleFromTradesOnTopOfTheExchanges() throws Exception {
        feed.start();
        assertThat(list(BTC).forming()).isNull();

        Candle soFar = new Candle(START, 100, 103, 99, 101, 5, 500, 10);
        feed.exchange.send(Frames.kline(BTC, Interval.M1, soFar, false, 91, 100));
        feed.exchange.send(Frames.trade(BTC, 100, START + 500, "999"));
        feed.exchange.send(Frames.trade(BTC, 101, START + 1_500, "105"));

        awaitForming(open -> open.close() == 105);
        assertThat(forming()).isEqualTo(new Candle(START, 100, 105, 99, 105, 5.5, 552.5, 11));
        assertThat(feed.observer.ask(new ListCandles(BTC, Interval.M1, 5, START)).forming())
                .as("of a page that ends before it")
                .isNull();

        feed.close(BTC, 0);
        awaitForming(open -> open.openMillis() == START + MINUTE);
    }

    @Test
    void comparesItsOwnCandleWithTheWordOfTheExchange() throws Exception {
        feed.start();
        feed.exchange.send(Frames.kline(BTC, Interval.M1, bar(0), true, 1, 7));

        trades(1, 8, 9);
        word(1, 101, 8, 9);
        trades(2, 10, 11);
        word(2, 777, 10, 11);
        trades(3, 12, 15);
        word(3, 777, 12, 15);

        MeshObserver.await("four", () -> feed.observer.candles().size() == 4);
        assertThat(feed.view().differentCandles()).isEqualTo(1);
        assertThat(feed.view().missedTrades()).isEqualTo(2);
    }

    @Test
    void fetchesALongHoleInPagesAndPublishesItInOrder() throws Exception {
        feed.start();
        for (int i = 1; i < 3_500; i++) {
            feed.exchange.bar(BTC, Interval.M1, bar(i));
        }
        feed.exchange.now(START + 3_499 * MINUTE + 10);

        feed.exchange.cut();
        MeshObserver.await("all", () -> btc().size() == 3_499);
        feed.close(BTC, 3_499);
        MeshObserver.await("the next", () -> btc().size() == 3_500);

        assertThat(btc())
                .extracting(CandleClosed::candle)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 3_499).mapToObj(FeedFixture::bar).toList());
        assertThat(feed.count("tickmesh.feed.candles.begun.anew")).isZero();
    }

    @Test
    void publishesACandleOfTheStreamAfterTheManyThatCameBefore() throws Exception {
        feed.start();
        for (int i = 1; i < 1_200; i++) {
            feed.exchange.bar(BTC, Interval.M1, bar(i));
        }
        feed.exchange.now(START + 1_200 * MINUTE + 10);

        feed.exchange.cut();
        MeshObserver.await("first", () -> !feed.observer.candles().isEmpty());
        feed.close(BTC, 1_200);

        MeshObserver.await("all", () -> btc().size() == 1_201);
        assertThat(btc())
                .extracting(closed -> closed.candle().openMillis())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void auditFindsAndCorrectsWhatIsNotTheExchanges() throws Exception {
        feed.auditEvery = Duration.ofMillis(100);
        feed.start();
        Candle wrong = new Candle(START, 1, 2, 1, 2, 3, 4, 5);
        feed.exchange.bar(BTC, Interval.M1, wrong);
        feed.exchange.send(Frames.kline(BTC, Interval.M1, wrong, true));
        feed.close(BTC, 1);
        feed.exchange.bar(BTC, Interval.M1, bar(1));
        MeshObserver.await("both", () -> feed.observer.candles().size() == 2);
        long before = feed.view().auditedCandles();
        MeshObserver.await("an audit", () -> feed.count("tickmesh.feed.candles.audited") > before);
        assertThat(feed.view().auditDifferences()).isZero();

        feed.exchange.bar(BTC, Interval.M1, bar(0));

        MeshObserver.await(
                "a finding", () -> feed.count("tickmesh.feed.candles.audit.different") == 1);
        MeshObserver.await("a correction", () -> list(BTC).items().contains(bar(0)));
        assertThat(list(BTC).items()).endsWith(bar(-1), bar(0), bar(1)).hasSize(15);
        assertThat(feed.observer.candles()).hasSize(2);
    }

    @Test
    void auditDoesNotBelieveAHistoryThatMayBeBehindTheStream() throws Exception {
        feed.auditEvery = Duration.ofMillis(50);
        feed.exchange.now(START + MINUTE + 1_000);
        feed.start();
        Candle last = new Candle(START, 100, 110, 99, 101, 4, 400, 8);

        feed.exchange.send(Frames.kline(BTC, Interval.M1, last, true));
        MeshObserver.await("candle", () -> feed.observer.candles().size() == 1);
        int before = feed.exchange.requests("/api/v3/klines");
        MeshObserver.await("audits", () -> feed.exchange.requests("/api/v3/klines") >= before + 6);

        assertThat(feed.view().auditDifferences()).isZero();
        assertThat(list(BTC).items()).endsWith(bar(-1), last);
    }

    @Test
    void keepsCandlesOfThreeDaysWeeksAndMonthsWhereTheExchangeBeginsThem() throws Exception {
        feed.intervals = List.of(Interval.D3, Interval.W1, Interval.MO1);
        Candle threeDays = at("2021-05-16T00:00:00Z");
        Candle week = at("2021-05-10T00:00:00Z");
        Candle month = at("2021-04-01T00:00:00Z");
        for (String symbol : List.of(BTC, ETH)) {
            feed.exchange.bar(symbol, Interval.D3, at("2021-05-13T00:00:00Z"));
            feed.exchange.bar(symbol, Interval.W1, week);
            feed.exchange.bar(symbol, Interval.MO1, month);
        }
        feed.exchange.now(Instant.parse("2021-05-18T23:59:59Z").toEpochMilli());
        feed.start();

        feed.exchange.send(Frames.kline(BTC, Interval.D3, threeDays, true));
        feed.exchange.send(Frames.trade(BTC, 5, START - 1_000, "105"));
        feed.exchange.send(Frames.kline(BTC, Interval.D3, at("2021-05-19T00:00:00Z"), false, 1, 2));
        feed.exchange.send(Frames.kline(BTC, Interval.W1, at("2021-05-17T00:00:00Z"), false, 1, 2));
        feed.exchange.send(
                Frames.kline(BTC, Interval.MO1, at("2021-05-01T00:00:00Z"), false, 1, 2));
        MeshObserver.await("three days", () -> feed.observer.candles().size() == 1);

        assertThat(feed.observer.candles().getFirst().time())
                .isEqualTo(Instant.parse("2021-05-19T00:00:00Z"));
        forms(Interval.D3, "2021-05-19T00:00:00Z");
        forms(Interval.W1, "2021-05-17T00:00:00Z");
        forms(Interval.MO1, "2021-05-01T00:00:00Z");
    }

    @Test
    void keepsAnOrderBookAndBeginsItAnewAfterAHole() throws Exception {
        feed.orderBooks = List.of(BTC);
        feed.exchange.snapshot(
                BTC, "{\"lastUpdateId\":10,\"bids\":[[\"99\",\"1\"]],\"asks\":[[\"101\",\"2\"]]}");
        feed.start();
        assertThat(feed.exchange.subscribed()).contains("btcusdt@depth@100ms");
        assertThat(book(ETH)).isNull();
        assertThat(book(BTC)).isNull();

        feed.exchange.send(Frames.depth(BTC, 9, 11, "[\"100\",\"3\"]", ""));
        MeshObserver.await("book", () -> book(BTC) != null);
        feed.exchange.send(Frames.depth(BTC, 12, 12, "[\"99\",\"0\"]", "[\"102\",\"4\"]"));

        MeshObserver.await("update", () -> updateId() == 12);
        OrderBookView view = feed.observer.ask(new GetOrderBook(BTC, 10));
        assertThat(view.bids()).containsExactly(new Level(100, 3));
        assertThat(view.asks()).containsExactly(new Level(101, 2), new Level(102, 4));
        assertThat(view.time()).isEqualTo(Instant.ofEpochMilli(1_621_425_600_012L));

        feed.exchange.snapshot(
                BTC, "{\"lastUpdateId\":20,\"bids\":[[\"50\",\"1\"]],\"asks\":[[\"51\",\"2\"]]}");
        feed.exchange.send(Frames.depth(BTC, 20, 21, "[\"50.5\",\"1\"]", ""));
        MeshObserver.await("hole", () -> feed.counted("tickmesh.feed.orderbooks.resyncs") == 1);
        feed.exchange.send(Frames.depth(BTC, 22, 22, "", ""));
        MeshObserver.await("begun anew", () -> updateId() >= 20);
    }

    @Test
    void aBugDoesNotStopASeries() throws Exception {
        feed.start();
        feed.exchange.corruptNext(BTC);
        feed.exchange.bar(BTC, Interval.M1, bar(1));

        feed.close(BTC, 0);
        feed.close(BTC, 2);

        MeshObserver.await("all", () -> feed.observer.candles().size() == 3);
        assertThat(feed.told(told -> told.status() == FeedStatus.RECONNECTING)).isFalse();
    }

    private List<CandleClosed> btc() {
        return feed.observer.candles().stream().filter(c -> c.symbol().equals(BTC)).toList();
    }

    private void trades(int minute, long first, long last) {
        feed.exchange.send(Frames.trade(BTC, first, START + minute * MINUTE, "100"));
        feed.exchange.send(Frames.trade(BTC, last, START + minute * MINUTE + 1, "101"));
    }

    private void word(int minute, double high, long first, long last) {
        feed.exchange.send(
                Frames.kline(
                        BTC,
                        Interval.M1,
                        new Candle(START + minute * MINUTE, 100, high, 100, 101, 1, 100.5, 2),
                        true,
                        first,
                        last));
    }

    private void forms(Interval interval, String opening) throws Exception {
        assertThat(feed.observer.ask(new ListCandles(BTC, interval, 5, null)).forming())
                .extracting(Candle::openMillis)
                .isEqualTo(Instant.parse(opening).toEpochMilli());
    }

    private void awaitForming(Predicate<Candle> expected) {
        MeshObserver.await(
                "open candle",
                () -> {
                    Candle open = forming();
                    return open != null && expected.test(open);
                });
    }

    private @Nullable Candle forming() {
        return list(BTC).forming();
    }

    private Candles list(String symbol) {
        try {
            return feed.observer.ask(new ListCandles(symbol, Interval.M1, 100, null));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private long updateId() {
        OrderBookView view = book(BTC);
        return view == null ? -1 : view.updateId();
    }

    private @Nullable OrderBookView book(String symbol) {
        try {
            return feed.observer.ask(new GetOrderBook(symbol, 10));
        } catch (ExecutionException e) {
            return null;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Candle at(String opening) {
        return new Candle(Instant.parse(opening).toEpochMilli(), 100, 102, 99, 101, 3, 300, 2);
    }
}
