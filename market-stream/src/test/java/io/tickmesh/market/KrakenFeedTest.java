package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.market.binance.BinanceConfig;
import io.tickmesh.market.kraken.FakeKraken;
import io.tickmesh.market.kraken.KrakenConfig;
import io.tickmesh.market.provider.PricesConfig;
import io.tickmesh.market.venue.ConnectionSettings;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Kraken beside Binance in one verticle, each on its own socket.
class KrakenFeedTest {
    private static final String BTC = "BTCUSD.KRAKEN";
    private static final String PAIR = "BTC/USD";
    private static final String BINANCE = "BTCUSDT";
    private static final long MINUTE = 60_000;
    private static final long NOON = Instant.parse("2024-03-05T12:00:00Z").toEpochMilli();
    private static final ConnectionSettings CONNECTION =
            new ConnectionSettings(
                    Duration.ofSeconds(1),
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    0.3,
                    Duration.ofHours(1),
                    Duration.ofMillis(300));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Vertx vertx;
    private MeshNode node;
    private MeshObserver observer;
    private FakeExchange binance;
    private FakeKraken kraken;

    @BeforeEach
    void startExchanges() throws Exception {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        node = new MeshNode("test", Instant.EPOCH, () -> new LiveTime(vertx), meters);
        observer = new MeshObserver(node, true);
        binance = get(new FakeExchange(vertx, NOON + 1_000).start());
        kraken = get(new FakeKraken(vertx, NOON + 1_000).start());
        // Nobody trades in each fifth minute.
        for (int minute = -30; minute < 0; minute++) {
            if (minute % 5 != 0) {
                kraken.trade(PAIR, NOON + minute * MINUTE + 10_000, 100 + minute, 2);
                kraken.trade(PAIR, NOON + minute * MINUTE + 20_000, 101 + minute, 1);
            }
        }
        kraken.now(NOON + 1_000);
    }

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }

    @Test
    void hasTheHistoryAndThenPublishesWhatTheStreamCloses() throws Exception {
        start(Interval.M1);
        awaitHistory();
        assertThat(listed(Interval.M1)).isEqualTo(history(Interval.M1, -15, 0));
        assertThat(observer.candles()).isEmpty();

        // when a bar has two trades and the next one begins
        kraken.trade(PAIR, NOON + 30_000, 200, 1);
        kraken.trade(PAIR, NOON + 59_999, 210, 3);
        kraken.trade(PAIR, NOON + 60_000, 190, 1);

        // then
        MeshObserver.await("a candle", () -> observer.candles().size() == 1);
        CandleClosed closed = observer.candles().getFirst();
        assertThat(closed.symbol()).isEqualTo(BTC);
        assertThat(closed.backfilled()).isFalse();
        assertThat(closed.candle()).isEqualTo(new Candle(NOON, 200, 210, 200, 210, 4, 830, 2));
        assertThat(listed(Interval.M1).getLast()).isEqualTo(closed.candle());
    }

    @Test
    void publishesBestBidsAndAsksAndKeepsThemFreshWhileTheyRest() throws Exception {
        start(Interval.M1);
        awaitHistory();

        kraken.book(PAIR, 100.5, 100.6);
        kraken.trade(PAIR, NOON + 2_000, 100.6, 0.25);

        MeshObserver.await("both", () -> hasPrice(100.5, 100.6));
        PriceUpdated price = observer.prices().getLast();
        assertThat(price.symbol()).isEqualTo(BTC);
        assertThat(List.of(price.bidQuantity(), price.askQuantity(), price.lastQuantity()))
                .containsExactly(1.5, 2.5, 0.25);
        long sequence = price.sequence();
        MeshObserver.await(
                "the same again",
                () -> {
                    PriceUpdated last = observer.prices().getLast();
                    return last.sequence() > sequence
                            && last.bid() == 100.5
                            && last.eventMillis() > price.eventMillis();
                });
    }

    @Test
    void fillsWhatItMissedWhileItWasNotConnected() throws Exception {
        start(Interval.M1);
        awaitHistory();
        kraken.trade(PAIR, NOON + 5_000, 200, 1);

        // when
        kraken.refuse(true);
        kraken.cut();
        MeshObserver.await("the loss", () -> has(FeedStatus.RECONNECTING));
        kraken.trade(PAIR, NOON + 50_000, 205, 1);
        kraken.trade(PAIR, NOON + 2 * MINUTE, 201, 1);
        kraken.trade(PAIR, NOON + 4 * MINUTE, 202, 1);
        kraken.refuse(false);

        // then
        MeshObserver.await("backfill", () -> has(FeedStatus.BACKFILLED));
        MeshObserver.await("four candles", () -> observer.candles().size() == 4);
        assertThat(published()).isEqualTo(history(Interval.M1, 0, 4));
        assertThat(observer.candles()).allMatch(CandleClosed::backfilled);
        kraken.trade(PAIR, NOON + 5 * MINUTE, 203, 1);
        MeshObserver.await("the fifth", () -> observer.candles().size() == 5);
        assertThat(published()).isEqualTo(history(Interval.M1, 0, 5));
    }

    @Test
    void fillsBarsThatTheStreamSkipped() throws Exception {
        start(Interval.M1);
        awaitHistory();
        kraken.trade(PAIR, NOON + 5_000, 200, 1);

        kraken.skip(true);
        kraken.trade(PAIR, NOON + MINUTE, 201, 1);
        kraken.trade(PAIR, NOON + 3 * MINUTE, 202, 1);
        kraken.skip(false);
        kraken.trade(PAIR, NOON + 4 * MINUTE, 203, 1);
        kraken.trade(PAIR, NOON + 5 * MINUTE, 204, 1);

        MeshObserver.await("all candles", () -> observer.candles().size() == 5);
        assertThat(published()).isEqualTo(history(Interval.M1, 0, 5));
        assertThat(observer.candles())
                .extracting(CandleClosed::backfilled)
                .containsExactly(false, true, true, true, false);
    }

    @Test
    void asksForABarAfterWhichNobodyTrades() throws Exception {
        kraken.now(NOON + 59_000);
        start(Interval.M1);
        awaitHistory();
        kraken.trade(PAIR, NOON + 59_500, 200, 1);

        kraken.now(NOON + 64_000);

        MeshObserver.await("the candle", () -> observer.candles().size() == 1);
        assertThat(published()).isEqualTo(history(Interval.M1, 0, 1));
    }

    @Test
    void ignoresWhatComesTwiceAndCountsWhatCannotBeRead() throws Exception {
        start(Interval.M1);
        awaitHistory();
        kraken.trade(PAIR, NOON + 5_000, 200, 1);
        kraken.repeat(PAIR);
        kraken.say("{\"channel\":\"ohlc\",\"data\":[{\"symbol\":\"BTC/USD\"");
        kraken.say("[]");
        kraken.say("{\"channel\":\"trade\",\"data\":[{\"symbol\":\"ETH/USD\"}]}");
        kraken.trade(PAIR, NOON + MINUTE, 201, 1);
        kraken.repeat(PAIR);
        kraken.trade(PAIR, NOON + 2 * MINUTE, 201, 1);

        MeshObserver.await("two candles", () -> observer.candles().size() == 2);
        assertThat(published()).isEqualTo(history(Interval.M1, 0, 2));
        assertThat(feed("kraken").malformed()).isEqualTo(3);
        assertThat(feed("kraken").status()).isEqualTo(FeedStatus.CONNECTED);
    }

    @Test
    void isStaleWhenTheExchangeSaysNothingNotEvenThatItIsAlive() throws Exception {
        start(Interval.M1);
        awaitHistory();

        int before = kraken.connections();
        kraken.silent(true);
        MeshObserver.await("staleness", () -> has(FeedStatus.STALE));
        kraken.silent(false);

        MeshObserver.await("a new connection", () -> kraken.connections() > before);
        MeshObserver.await("recovery", () -> feed("kraken").status() == FeedStatus.CONNECTED);
    }

    @Test
    void foldsIntervalsThatTheExchangeDoesNotHave() throws Exception {
        start(Interval.M3);
        MeshObserver.await("history", () -> listed(Interval.M3).size() == 9);
        assertThat(kraken.subscribed()).contains("ohlc-1 " + PAIR).doesNotContain("ohlc-3 " + PAIR);

        for (int minute = 0; minute <= 3; minute++) {
            kraken.trade(PAIR, NOON + minute * MINUTE + 1_000, 200 + minute, 1);
        }

        MeshObserver.await("a candle", () -> observer.candles().size() == 1);
        assertThat(observer.candles().getFirst().interval()).isEqualTo(Interval.M3);
        assertThat(published()).containsExactly(new Candle(NOON, 200, 202, 200, 202, 3, 603, 3));
        assertThat(listed(Interval.M3)).hasSize(10).endsWith(published().getFirst());
    }

    @Test
    void obeysTheExchangeThatDemandsAPause() throws Exception {
        long began = System.nanoTime();
        kraken.failNext(1, 429, "");
        start(Interval.M1);
        awaitHistory();

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofSeconds(1));
        assertThat(
                        meters.counter(
                                        "tickmesh.feed.rest.requests",
                                        "feed",
                                        "kraken",
                                        "status",
                                        "429")
                                .count())
                .isEqualTo(1);
    }

    @Test
    void serveTwoExchangesAtOnce() throws Exception {
        binance.bar(BINANCE, Interval.M1, new Candle(NOON - MINUTE, 1, 2, 1, 2, 1, 1, 1));
        start(Interval.M1);
        awaitHistory();
        MeshObserver.await("Binance", () -> binance.subscriptions() == 1);
        MeshObserver.await("rules of both", () -> rules().size() == 2);

        // when both exchanges say something
        kraken.book(PAIR, 100.5, 100.6);
        binance.send(Frames.book(BINANCE, 1, "99.00", "99.01"));
        kraken.trade(PAIR, NOON + 5_000, 200, 1);
        kraken.trade(PAIR, NOON + MINUTE, 201, 1);
        binance.send(
                Frames.kline(BINANCE, Interval.M1, new Candle(NOON, 1, 2, 1, 2, 1, 1, 1), true));

        // then the mesh has it all
        MeshObserver.await("candles of both", () -> observer.candles().size() == 2);
        assertThat(observer.candles())
                .extracting(CandleClosed::symbol)
                .containsExactlyInAnyOrder(BTC, BINANCE);
        MeshObserver.await("prices of both", () -> hasPrice(100.5, 100.6) && hasPrice(99, 99.01));
        assertThat(rules()).extracting(SymbolRules::symbol).containsExactly(BINANCE, BTC);
        assertThat(rules().getLast().quoteAsset()).isEqualTo("USD");
        assertThat(feed("binance").symbols()).containsExactly(BINANCE);
        assertThat(feed("kraken").symbols()).containsExactly(BTC);
        assertThat(kraken.subscribed())
                .containsExactlyInAnyOrder("trade " + PAIR, "ticker " + PAIR, "ohlc-1 " + PAIR);
    }

    private void start(Interval interval) throws Exception {
        FeedConfig config =
                new FeedConfig(
                        new FeedSettings(
                                15,
                                20,
                                Duration.ofMillis(2_500),
                                Duration.ofHours(1),
                                100,
                                Duration.ofHours(1),
                                false),
                        new BinanceConfig(
                                binance.restUrl(),
                                binance.wsUrl(),
                                List.of(BINANCE),
                                List.of(Interval.M1),
                                List.of(),
                                CONNECTION,
                                6000,
                                0.8,
                                8,
                                200),
                        Optional.of(
                                new KrakenConfig(
                                        kraken.restUrl(),
                                        kraken.wsUrl(),
                                        List.of(BTC),
                                        List.of(interval),
                                        Duration.ofMillis(1),
                                        CONNECTION)));
        get(vertx.deployVerticle(node));
        get(vertx.deployVerticle(observer));
        PricesConfig prices =
                PricesConfig.read(ConfigReader.of("", Map.of(), Map.of()).section("prices"));
        get(vertx.deployVerticle(new MarketStreamVerticle(node, config, prices)));
    }

    private void awaitHistory() {
        MeshObserver.await("history", () -> listed(Interval.M1).size() == 15);
        MeshObserver.await("subscriptions", () -> kraken.subscribed().size() == 3);
    }

    private List<Candle> history(Interval interval, int from, int until) {
        return kraken.bars(PAIR, interval.nominal().toMinutes()).stream()
                .filter(bar -> bar.openMillis() >= NOON + from * MINUTE)
                .filter(bar -> bar.openMillis() < NOON + until * MINUTE)
                .toList();
    }

    private List<Candle> published() {
        return observer.candles().stream().map(CandleClosed::candle).toList();
    }

    private boolean hasPrice(double bid, double ask) {
        return observer.prices().stream()
                .anyMatch(price -> price.bid() == bid && price.ask() == ask);
    }

    /// Whether the feed as a whole has been so.
    private boolean has(FeedStatus status) {
        return observer.statuses().stream()
                .filter(changed -> changed.feed().equals("kraken") && changed.symbols().isEmpty())
                .anyMatch(changed -> changed.status() == status);
    }

    private FeedView feed(String name) {
        try {
            return observer.ask(new GetFeeds()).items().stream()
                    .filter(view -> view.feed().equals(name))
                    .findFirst()
                    .orElseThrow();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<SymbolRules> rules() {
        try {
            return observer.ask(new ListSymbols()).items();
        } catch (ExecutionException e) {
            return List.of();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<Candle> listed(Interval interval) {
        try {
            return observer.ask(new ListCandles(BTC, interval, 1000, null)).items();
        } catch (ExecutionException e) {
            return List.of();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
