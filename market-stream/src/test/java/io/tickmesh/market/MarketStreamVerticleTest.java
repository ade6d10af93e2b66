package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.market.binance.BinanceConfig;
import io.tickmesh.market.provider.PricesConfig;
import io.tickmesh.market.venue.ConnectionSettings;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.LiveTime;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MarketStreamVerticleTest {
    private static final String BTC = "BTCUSDT";
    private static final String ETH = "ETHUSDT";
    private static final long START = Instant.parse("2021-05-19T12:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    static final PricesConfig PRICES =
            PricesConfig.read(ConfigReader.of("", Map.of(), Map.of()).section("prices"));

    private Supplier<MeshTime> time = DataTime::new;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MeshNode node = new MeshNode("test", Instant.EPOCH, () -> time.get(), meters);
    private final MeshObserver observer = new MeshObserver(node, true);
    private Vertx vertx;
    private FakeExchange exchange;

    @BeforeEach
    void startExchange() throws Exception {
        // As in a replay: one event loop, so that what is published before a request arrives before
        // it.
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        exchange = get(new FakeExchange(vertx, START + 1_000).start());
        for (int i = -20; i < 0; i++) {
            exchange.bar(BTC, Interval.M1, bar(i));
            exchange.bar(ETH, Interval.M1, bar(i));
        }
        exchange.bar(BTC, Interval.M1, bar(0));
        exchange.bar(ETH, Interval.M1, bar(0));
    }

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }

    @Test
    void publishesPricesBeforeHistoryIsLoaded() throws Exception {
        // given
        exchange.holdBack();
        start(config());
        MeshObserver.await("subscribed", () -> exchange.subscriptions() == 1);

        // when
        exchange.send(FakeExchange.book(BTC, 1, "100.00", "100.01"));
        exchange.send(FakeExchange.trade(BTC, START + 1_500, "100.01"));

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
    void subscribesInBatches() throws Exception {
        start(config(Duration.ofSeconds(2), 4));

        MeshObserver.await("connected", () -> has(FeedStatus.CONNECTED));

        assertThat(exchange.subscriptions()).isEqualTo(2);
        assertThat(exchange.subscribed()).hasSize(6).doesNotHaveDuplicates();
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
        String trade = FakeExchange.trade(BTC, START + 1_500, "101.00");
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

    @Test
    void goesThroughAReplayStepByStep() throws Exception {
        // given
        List<String> sent = replay();

        // when
        observer.refuseSteps(2);
        start(config().inLockstep(), DataTime::new);
        MeshObserver.await("subscribed", () -> exchange.subscriptions() == 1);
        assertThat(exchange.requests("/api/v3/klines")).isEqualTo(2);
        sent.forEach(exchange::send);

        // then
        MeshObserver.await("last step", () -> log().contains("step 360001"));
        assertThat(log())
                .containsExactly(
                        "CONNECTED 1000",
                        "step 59999",
                        "BTCUSDT candle 0",
                        "BTCUSDT price 60000 bid 1.0 last 100.0",
                        "ETHUSDT price 60000 bid 2.0 last 201.0",
                        "step 60000",
                        "BTCUSDT price 60500 bid 1.5 last 100.0",
                        "step 60500",
                        // The stream skipped a bar: history has it before the step goes on.
                        "BTCUSDT candle 1 backfilled",
                        "BTCUSDT candle 2",
                        // A closed bar says that the book, which did not move, is not old.
                        "BTCUSDT price 180000 bid 1.5 last 100.0",
                        "step 180000",
                        // An outage: history has nothing for two minutes.
                        "BTCUSDT candle 5",
                        "BTCUSDT price 360000 bid 1.5 last 100.0",
                        "step 360000",
                        // Nothing more comes: the last instant is over too. A trade does not make
                        // the quote younger.
                        "BTCUSDT price 360000 bid 1.5 last 1.0",
                        "step 360001");
    }

    private List<String> replay() {
        exchange.bar(BTC, Interval.M1, bar(1));
        exchange.bar(BTC, Interval.M1, bar(2));
        exchange.bar(BTC, Interval.M1, bar(5));
        return List.of(
                FakeExchange.kline(BTC, Interval.M1, bar(0), true),
                FakeExchange.trade(ETH, START + MINUTE, "200"),
                FakeExchange.trade(BTC, START + MINUTE, "100"),
                FakeExchange.book(ETH, 7, "2", "3"),
                FakeExchange.book(BTC, 7, "1", "2"),
                FakeExchange.trade(ETH, START + MINUTE, "201"),
                FakeExchange.kline(BTC, Interval.M1, bar(1), false)
                        .replace("\"E\":" + (START + 2 * MINUTE), "\"E\":" + (START + 60_500)),
                FakeExchange.book(BTC, 8, "1.5", "2"),
                FakeExchange.kline(BTC, Interval.M1, bar(2), true),
                FakeExchange.kline(BTC, Interval.M1, bar(5), true),
                FakeExchange.trade(BTC, START + 6 * MINUTE + 1, "1"));
    }

    /// What the observer saw, times relative to the start.
    private List<String> log() {
        List<String> lines = new ArrayList<>();
        observer.seen()
                .forEach(event -> {
                    long at = event.time().toEpochMilli() - START;
                    switch (event) {
                        case PriceUpdated price when price.symbol().equals("step") ->
                                lines.add("step " + at);
                        case PriceUpdated price ->
                                lines.add(
                                        "%s price %d bid %s last %s"
                                                .formatted(
                                                        price.symbol(),
                                                        at,
                                                        price.bid(),
                                                        price.last()));
                        case CandleClosed closed ->
                                lines.add(
                                        closed.symbol()
                                                + " candle "
                                                + (closed.candle().openMillis() - START) / MINUTE
                                                + (closed.backfilled() ? " backfilled" : ""));
                        case FeedStatusChanged changed -> lines.add(changed.status() + " " + at);
                        default -> lines.add("unexpected " + event);
                    }
                });
        return lines;
    }

    private void close(String symbol, int index) {
        exchange.send(FakeExchange.kline(symbol, Interval.M1, bar(index), true));
    }

    private boolean has(FeedStatus status) {
        return observer.statuses().stream().anyMatch(changed -> changed.status() == status);
    }

    private boolean knowsRules() {
        try {
            return !observer.ask(new ListSymbols()).items().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<Candle> listed(String symbol) {
        try {
            Candles answer = observer.ask(new ListCandles(symbol, Interval.M1, 1000, null));
            return answer.items();
        } catch (ExecutionException e) {
            return List.of();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Failure failureOf(ListCandles query) {
        try {
            observer.ask(query);
        } catch (ExecutionException e) {
            return e.getCause() instanceof RequestFailedException refused
                    ? refused.failure()
                    : Failure.INTERNAL;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("answered: " + query);
    }

    private void start(FeedConfig config) throws Exception {
        start(config, () -> new LiveTime(vertx));
    }

    private void start(FeedConfig config, Supplier<MeshTime> newTime) throws Exception {
        time = newTime;
        get(vertx.deployVerticle(node));
        get(vertx.deployVerticle(observer));
        get(vertx.deployVerticle(new MarketStreamVerticle(node, config, PRICES)));
    }

    private FeedConfig config() {
        return config(Duration.ofSeconds(2), 200);
    }

    /// The same, but silence is nothing to act upon: the answers may take long on a busy machine.
    private static FeedConfig patient(FeedConfig config) {
        FeedSettings usual = config.settings();
        return new FeedConfig(
                new FeedSettings(
                        usual.history(),
                        usual.maxBackfill(),
                        Duration.ofMinutes(1),
                        usual.auditEvery(),
                        usual.auditCandles(),
                        usual.rulesEvery(),
                        usual.lockstep()),
                config.binance());
    }

    private FeedConfig config(Duration timeout, int streamsPerSubscribe) {
        return new FeedConfig(
                new FeedSettings(
                        15,
                        20,
                        Duration.ofMillis(700),
                        Duration.ofMinutes(10),
                        100,
                        Duration.ofHours(1),
                        false),
                new BinanceConfig(
                        exchange.restUrl(),
                        exchange.wsUrl(),
                        List.of(BTC, ETH),
                        List.of(Interval.M1),
                        List.of(),
                        new ConnectionSettings(
                                timeout,
                                Duration.ofMillis(20),
                                Duration.ofMillis(100),
                                0.3,
                                Duration.ofHours(1),
                                Duration.ofMillis(300)),
                        6000,
                        0.8,
                        8,
                        streamsPerSubscribe));
    }

    private static Candle bar(int index) {
        double price = 100 + index;
        return new Candle(
                START + index * MINUTE, price, price + 2, price - 1, price + 1, 3, 300, 7);
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
