package io.tickmesh.market;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.market.binance.BinanceConfig;
import io.tickmesh.market.provider.PricesConfig;
import io.tickmesh.market.venue.ConnectionSettings;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.Candles;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A feed of BTCUSDT and ETHUSDT from an exchange on a real socket, in live time or in lock-step.
abstract class OneFeed {
    static final String BTC = "BTCUSDT";
    static final String ETH = "ETHUSDT";
    static final long START = Instant.parse("2021-05-19T12:00:00Z").toEpochMilli();
    static final long MINUTE = 60_000;
    static final PricesConfig PRICES =
            PricesConfig.read(ConfigReader.of("", Map.of(), Map.of()).section("prices"));

    Supplier<MeshTime> time = DataTime::new;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final MeshNode node = new MeshNode("test", Instant.EPOCH, () -> time.get(), meters);
    final MeshObserver observer = new MeshObserver(node, true);
    Vertx vertx;
    FakeExchange exchange;

    /// The deployment of the verticle.
    String stream = "";

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

    void close(String symbol, int index) {
        exchange.send(Frames.kline(symbol, Interval.M1, bar(index), true));
    }

    boolean has(FeedStatus status) {
        return observer.statuses().stream().anyMatch(changed -> changed.status() == status);
    }

    boolean knowsRules() {
        try {
            return !observer.ask(new ListSymbols()).items().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    List<Candle> listed(String symbol) {
        try {
            Candles answer = observer.ask(new ListCandles(symbol, Interval.M1, 1000, null));
            return answer.items();
        } catch (ExecutionException e) {
            return List.of();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    Failure failureOf(ListCandles query) {
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

    void start(FeedConfig config) throws Exception {
        start(config, () -> new LiveTime(vertx));
    }

    void start(FeedConfig config, Supplier<MeshTime> newTime) throws Exception {
        time = newTime;
        get(vertx.deployVerticle(node));
        get(vertx.deployVerticle(observer));
        stream = get(vertx.deployVerticle(new MarketStreamVerticle(node, config, PRICES)));
    }

    FeedConfig config() {
        return config(Duration.ofSeconds(2), 200);
    }

    /// The same, but silence is nothing to act upon: the answers may take long on a busy machine.
    static FeedConfig patient(FeedConfig config) {
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
                config.binance(),
                Optional.empty());
    }

    FeedConfig config(Duration timeout, int streamsPerSubscribe) {
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
                        streamsPerSubscribe),
                Optional.empty());
    }

    static Candle bar(int index) {
        double price = 100 + index;
        return new Candle(
                START + index * MINUTE, price, price + 2, price - 1, price + 1, 3, 300, 7);
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
