package io.tickmesh.bot;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.bot.strategy.Parameter;
import io.tickmesh.bot.strategy.Parameters;
import io.tickmesh.bot.strategy.Strategy;
import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.bot.strategy.StrategyType;
import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.Cluster;
import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.tickmesh.mesh.time.LiveTime;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Two members of a cluster with an engine each, on one database. Market and risk are played on a third event loop of the first member; a
/// market of real seconds goes on until the world is closed.
final class TwoNodes implements AutoCloseable {
    /// How often each bot was asked after each candle: the bot's number, and the close of the candle.
    static final Map<String, Integer> ASKED = new ConcurrentHashMap<>();

    /// Enters after a rising candle and leaves after a falling one, and notes each question.
    private static final StrategyType NOTED =
            new StrategyType(
                    "noted",
                    "Follows.",
                    List.of(Parameter.whole("number", "number of the bot", 0, 0, 1_000)),
                    _ -> Optional.empty(),
                    Noted::new);

    static final StrategyCatalog STRATEGIES = StrategyCatalog.standard().with(NOTED);

    final DatabaseConfig database = TestDatabases.fresh();
    final ConcurrentLinkedQueue<CheckOrder> checks = new ConcurrentLinkedQueue<>();
    final List<Candle> candles = new CopyOnWriteArrayList<>();
    final Node alpha;
    final Node beta;
    volatile double step = 0;
    // Seconds go by without prices and candles.
    volatile boolean still;

    private final Market market = new Market();
    private double close = 50_000;
    private long sequence;

    TwoNodes() {
        ASKED.clear();
        String cluster = "bots-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        int one = freePort();
        int two = freePort();
        alpha = new Node("alpha", cluster, 3, one, two);
        beta = new Node("beta", cluster, 1, two, one);
        await(alpha.vertx.deployVerticle(market));
        until(() ->
                alpha.node.presence().nodes().size() == 2
                        && beta.node.presence().nodes().size() == 2);
    }

    static EngineConfig config(int bots) {
        return config(bots, EngineConfig.of(List.of(Fixtures.MAIN), List.of()).maxPriceAge());
    }

    static EngineConfig config(int bots, Duration maxPriceAge) {
        EngineConfig standard =
                EngineConfig.of(
                        List.of(Fixtures.MAIN),
                        IntStream.range(0, bots).mapToObj(TwoNodes::bot).toList());
        return new EngineConfig(
                standard.accounts(),
                standard.bots(),
                STRATEGIES,
                Duration.ZERO,
                standard.paper(),
                Duration.ofSeconds(1),
                maxPriceAge,
                Duration.ofSeconds(1),
                standard.retention());
    }

    private static BotConfig bot(int number) {
        BotDefinition definition =
                new BotDefinition(
                        "bot-" + number,
                        "main",
                        "BTCUSDT",
                        Interval.S1,
                        "noted",
                        null,
                        Map.of("number", "" + number),
                        Sizing.quote(new BigDecimal("500")),
                        Entry.MARKET,
                        Exits.NONE);
        return new DefinitionCheck(STRATEGIES, Set.of("main"))
                .check(
                        definition,
                        error -> {
                            throw new IllegalArgumentException(error.toString());
                        })
                .orElseThrow();
    }

    List<BotView> bots() {
        return ask(new ListBots(null)).items();
    }

    long runBy(String node) {
        return bots().stream().filter(bot -> node.equals(bot.node())).count();
    }

    <R extends Reply> R ask(Request<R> request) {
        return await(Objects.requireNonNull(market.mesh).ask(request, Duration.ofSeconds(10)));
    }

    /// Returns the one number that a question on the tables of the engine has as answer.
    long count(String question) {
        Promise<Long> answer = Promise.promise();
        Objects.requireNonNull(market.own)
                .runOnContext(_ -> {
                    Database own =
                            Database.open(alpha.vertx, database, "bots", new SimpleMeterRegistry());
                    own.connection(c ->
                                    c.query(question)
                                            .execute()
                                            .map(rows -> rows.iterator().next().getLong(0)))
                            .onComplete(answer)
                            .onComplete(_ -> own.close());
                });
        return await(answer.future());
    }

    /// Lets the next second end, of which the market tells only those who ask.
    Candle quietly() {
        long begun = candles.getLast().openMillis() + 1_000;
        until(() -> Instant.now().toEpochMilli() >= begun + 1_000);
        AtomicReference<Candle> candle = new AtomicReference<>();
        onMarket(() -> candle.set(next()));
        return candle.get();
    }

    /// Publishes a second that has ended.
    void tell(Candle candle) {
        onMarket(() -> publish(candle));
    }

    private void second() {
        if (!still) {
            publish(next());
        }
    }

    private Candle next() {
        double open = close;
        close += step;
        long end = Instant.now().getEpochSecond() * 1_000;
        Candle candle = Fixtures.candle(end - 1_000, open, close, 1);
        candles.add(candle);
        return candle;
    }

    /// Publishes a second: a price, and the candle that ends with it.
    private void publish(Candle candle) {
        Instant end = Instant.ofEpochMilli(candle.openMillis() + 1_000);
        Mesh mesh = Objects.requireNonNull(market.mesh);
        mesh.publishPrices(List.of(price(end)));
        mesh.publish(Fixtures.closed(mesh.header(end, null), "BTCUSDT", candle));
    }

    private void onMarket(Runnable task) {
        Promise<Void> done = Promise.promise();
        Objects.requireNonNull(market.own)
                .runOnContext(_ -> {
                    task.run();
                    done.complete();
                });
        await(done.future());
    }

    private PriceUpdated price(Instant time) {
        return new PriceUpdated(
                "alpha",
                sequence++,
                WallClock.micros(),
                time.toEpochMilli(),
                WallClock.micros(),
                "BTCUSDT",
                close,
                1_000_000,
                close + 0.01,
                1_000_000,
                close,
                1);
    }

    /// Waits until something is so.
    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!holds(condition)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about in time");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (RequestFailedException e) {
            return false; // whoever answers is on its way
        }
    }

    @Override
    public void close() {
        beta.close();
        alpha.close();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened in time", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A member of the cluster.
    final class Node implements AutoCloseable {
        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        final Vertx vertx;
        final MeshNode node;
        private String engine = "";

        Node(String name, String cluster, int loops, int port, int other) {
            vertx =
                    await(
                            Cluster.vertx(
                                    new VertxOptions().setEventLoopPoolSize(loops),
                                    name,
                                    new ClusterConfig(
                                            true,
                                            cluster,
                                            "127.0.0.1",
                                            port,
                                            0,
                                            List.of("127.0.0.1:" + port, "127.0.0.1:" + other),
                                            Optional.empty(),
                                            Duration.ZERO,
                                            Optional.empty())));
            node = new MeshNode(name, Instant.now(), () -> new LiveTime(vertx), meters);
            await(vertx.deployVerticle(node));
        }

        Node with(EngineConfig config) {
            engine =
                    await(
                            vertx.deployVerticle(
                                    new BotEngineVerticle(
                                            node, config, Future.succeededFuture(database))));
            return this;
        }

        void awaitReady() {
            until(() -> node.presence().ready(ServiceName.BOT_ENGINE).contains(node.name()));
        }

        void stopEngine() {
            await(vertx.undeploy(engine));
        }

        /// Does nothing with its bots for so long, and then goes on as if nothing had been.
        void freeze(Duration time) {
            long end = System.nanoTime() + time.toNanos();
            vertx.runOnContext(_ -> {
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
            });
        }

        double count(String name, String... tags) {
            return meters.get(name).tags(tags).counter().count();
        }

        double gauge(String name, String... tags) {
            return meters.get(name).tags(tags).gauge().value();
        }

        @Override
        public void close() {
            await(vertx.close());
        }
    }

    private final class Market extends VerticleBase {
        private volatile @Nullable Mesh mesh;
        private volatile @Nullable Context own;

        @Override
        public Future<?> start() {
            Mesh joined = alpha.node.join(ServiceName.MARKET_STREAM);
            mesh = joined;
            own = context;
            joined.time()
                    .every(
                            Duration.ofMillis(1_000 - System.currentTimeMillis() % 1_000 + 50),
                            Duration.ofSeconds(1),
                            TwoNodes.this::second);
            return Future.all(
                    joined.serve(
                            ListSymbols.class,
                            _ -> Future.succeededFuture(new Symbols(List.of(Fixtures.BTCUSDT)))),
                    joined.serve(ListCandles.class, this::history),
                    joined.serve(
                            CheckOrder.class,
                            q -> {
                                checks.add(q);
                                return World.approve(q);
                            }));
        }

        private Future<Candles> history(ListCandles question) {
            Long before = question.beforeMillis();
            List<Candle> all =
                    candles.stream()
                            .filter(candle -> before == null || candle.openMillis() < before)
                            .toList();
            List<Candle> newest =
                    new ArrayList<>(
                            all.subList(Math.max(0, all.size() - question.limit()), all.size()));
            return Future.succeededFuture(
                    new Candles(question.symbol(), question.interval(), newest, null));
        }
    }

    private static final class Noted implements Strategy {
        private final int number;
        private final Line open;
        private final Line close;

        Noted(Parameters parameters, Indicators indicators) {
            number = (int) parameters.real("number");
            open = indicators.open();
            close = indicators.close();
        }

        @Override
        public int warmUpBars() {
            return 1;
        }

        @Override
        public Optional<Decision> decide(boolean holding) {
            ASKED.merge("%d after %.2f".formatted(number, close.now()), 1, Integer::sum);
            return Fixtures.follow(close.now() - open.now(), holding);
        }
    }
}
