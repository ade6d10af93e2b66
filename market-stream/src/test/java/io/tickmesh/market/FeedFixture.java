package io.tickmesh.market;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.market.binance.BinanceConfig;
import io.tickmesh.market.venue.ConnectionSettings;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A feed of BTCUSDT and ETHUSDT on an exchange on a real socket, in live time.
final class FeedFixture {
    static final String BTC = "BTCUSDT";
    static final String ETH = "ETHUSDT";
    static final long START = Instant.parse("2021-05-19T12:00:00Z").toEpochMilli();
    static final long MINUTE = 60_000;

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final FakeExchange exchange;
    final MeshObserver observer;
    private final MeshNode node;

    // What a test may set before it starts the feed.
    Duration staleAfter = Duration.ofSeconds(30);
    Duration timeout = Duration.ofSeconds(2);
    Duration reconnectAfter = Duration.ofHours(1);
    Duration auditEvery = Duration.ofMinutes(10);
    Duration rulesEvery = Duration.ofHours(1);
    List<Interval> intervals = List.of(Interval.M1);
    List<String> orderBooks = List.of();
    int maxBackfill = 10_000;

    FeedFixture() throws Exception {
        exchange = get(new FakeExchange(vertx, START + 1_000).start());
        node = new MeshNode("test", Instant.EPOCH, () -> new LiveTime(vertx), meters);
        observer = new MeshObserver(node, false);
        for (int i = -20; i < 1; i++) {
            exchange.bar(BTC, Interval.M1, bar(i));
            exchange.bar(ETH, Interval.M1, bar(i));
        }
    }

    void start() throws Exception {
        get(vertx.deployVerticle(node));
        get(vertx.deployVerticle(observer));
        get(
                vertx.deployVerticle(
                        new MarketStreamVerticle(
                                node,
                                new FeedConfig(
                                        new FeedSettings(
                                                15,
                                                maxBackfill,
                                                staleAfter,
                                                auditEvery,
                                                100,
                                                rulesEvery,
                                                false),
                                        binance(),
                                        Optional.empty()),
                                OneFeed.PRICES)));
        MeshObserver.await("history", () -> listed(ETH, intervals.getFirst()));
    }

    void stop() throws Exception {
        get(vertx.close());
    }

    void close(String symbol, int index) {
        exchange.send(Frames.kline(symbol, Interval.M1, bar(index), true));
    }

    FeedView view() throws Exception {
        return observer.ask(new GetFeeds()).items().getFirst();
    }

    boolean told(Predicate<FeedStatusChanged> what) {
        return observer.statuses().stream().anyMatch(what);
    }

    boolean toldStale(String symbol, String stream) {
        return told(changed ->
                changed.status() == FeedStatus.STALE
                        && changed.symbols().contains(symbol)
                        && stream.equals(changed.stream()));
    }

    double counted(String meter) {
        return meters.get(meter).tag("feed", "binance").functionCounter().count();
    }

    double count(String meter) {
        return meters.get(meter).tag("feed", "binance").counter().count();
    }

    /// The bar of one minute at a place from the start.
    static Candle bar(int index) {
        double price = 100 + index % 50;
        return new Candle(
                START + index * MINUTE, price, price + 2, price - 1, price + 1, 3, 300, 7);
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private boolean listed(String symbol, Interval interval) {
        try {
            var _ = observer.ask(new ListCandles(symbol, interval, 1, null));
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private BinanceConfig binance() {
        return new BinanceConfig(
                exchange.restUrl(),
                exchange.wsUrl(),
                List.of(BTC, ETH),
                intervals,
                orderBooks,
                new ConnectionSettings(
                        timeout,
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        0.3,
                        reconnectAfter,
                        Duration.ofMillis(300)),
                6000,
                0.8,
                8,
                200);
    }
}
