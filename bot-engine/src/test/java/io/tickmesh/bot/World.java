package io.tickmesh.bot;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PositionOpened;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.latency.StageLatency;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.AwaitStep;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.LiveTime;
import io.tickmesh.mesh.time.MeshTime;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A mesh on one event loop with the engine in it; market and risk are played by the test.
final class World implements AutoCloseable {
    private static final Set<Class<? extends Event>> RECORDED =
            Set.of(
                    BotStatusChanged.class,
                    BotFailed.class,
                    SignalGenerated.class,
                    RiskRejected.class,
                    OrderPlaced.class,
                    OrderRejected.class,
                    OrderCancelled.class,
                    OrderFilled.class,
                    PositionOpened.class,
                    PositionClosed.class,
                    EquitySnapshotTaken.class);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ConcurrentLinkedQueue<ListCandles> questions = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<CheckOrder> checks = new ConcurrentLinkedQueue<>();
    final List<Event> events =
            new ArrayList<>(); // touched on the event loop only, read after a step
    volatile Function<ListCandles, Future<Candles>> history =
            q -> Future.succeededFuture(new Candles(q.symbol(), q.interval(), List.of(), null));
    volatile Function<CheckOrder, Future<RiskAnswer>> risk = World::approve;
    volatile List<SymbolRules> symbols =
            List.of(Fixtures.BTCUSDT, Fixtures.ETHUSDT, Fixtures.DOGEBTC);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final MeshNode node;
    private final DatabaseConfig database;
    private final Player player = new Player();
    private long sequence;
    private String engineId = "";

    private World(Function<Vertx, Supplier<MeshTime>> times, DatabaseConfig database) {
        this.database = database;
        node = new MeshNode("alpha", Fixtures.START, times.apply(vertx), meters);
        await(vertx.deployVerticle(node));
        await(vertx.deployVerticle(player));
    }

    /// Returns a world whose time is that of the data.
    static World replayed() {
        return replayed(TestDatabases.fresh());
    }

    static World replayed(DatabaseConfig database) {
        return new World(_ -> DataTime::new, database);
    }

    static World live() {
        return live(TestDatabases.fresh());
    }

    static World live(DatabaseConfig database) {
        return new World(vertx -> () -> new LiveTime(vertx), database);
    }

    static Future<RiskAnswer> approve(CheckOrder order) {
        return Future.succeededFuture(new RiskAnswer(order.orderId(), null, ""));
    }

    static Future<RiskAnswer> refuse(CheckOrder order) {
        return Future.succeededFuture(
                new RiskAnswer(order.orderId(), RiskReason.TRADING_HALTED, "state=HALTED"));
    }

    static Future<RiskAnswer> silent(CheckOrder order) {
        return Promise.<RiskAnswer>promise().future();
    }

    /// Starts an engine on the database of this world, and waits until it knows what is stored.
    World with(EngineConfig config) {
        return with(config, database);
    }

    World with(EngineConfig config, DatabaseConfig storage) {
        engineId =
                await(
                        vertx.deployVerticle(
                                new BotEngineVerticle(
                                        node, config, Future.succeededFuture(storage))));
        awaitReady();
        return this;
    }

    /// Waits until the engine answers.
    void awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                var _ = ask(new ListBots(null));
                return;
            } catch (RequestFailedException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    /// Runs a statement on the tables of the engine.
    void sql(String statement) {
        Database own =
                onLoop(() -> Database.open(vertx, database, "bots", new SimpleMeterRegistry()));
        var _ = await(own.connection(c -> c.query(statement).execute()));
        await(own.close());
    }

    /// Returns the one number that a question on the tables of the engine has as answer.
    long count(String question) {
        Database own =
                onLoop(() -> Database.open(vertx, database, "bots", new SimpleMeterRegistry()));
        long count =
                await(
                        own.connection(c ->
                                c.query(question)
                                        .execute()
                                        .map(rows -> rows.iterator().next().getLong(0))));
        await(own.close());
        return count;
    }

    List<StageLatency> latencies() {
        return node.latency().snapshot();
    }

    DatabaseConfig database() {
        return database;
    }

    void undeployEngine() {
        undeployEngine(() -> {});
    }

    /// Runs `meanwhile` on the event loop when the engine has begun to stop.
    void undeployEngine(Runnable meanwhile) {
        Future<Void> stopped = vertx.undeploy(engineId);
        player.run(meanwhile);
        await(stopped);
    }

    /// Publishes a price with a spread of one cent, or one satoshi.
    void price(Instant time, String symbol, double bid) {
        price(time, symbol, bid, bid + (symbol.endsWith("BTC") ? 0.00000001 : 0.01));
    }

    void price(Instant time, String symbol, double bid, double ask) {
        price(time, symbol, bid, 1_000_000, ask, 1_000_000, bid);
    }

    /// Publishes a quote that has no more than these quantities; nothing is traded.
    void quote(
            Instant time,
            String symbol,
            double bid,
            double bidQuantity,
            double ask,
            double askQuantity) {
        price(time, symbol, bid, bidQuantity, ask, askQuantity, 0);
    }

    private void price(
            Instant time,
            String symbol,
            double bid,
            double bidQuantity,
            double ask,
            double askQuantity,
            double last) {
        mesh().publishPrices(
                        List.of(
                                new PriceUpdated(
                                        "alpha",
                                        sequence++,
                                        WallClock.micros(),
                                        time.toEpochMilli(),
                                        WallClock.micros(),
                                        symbol,
                                        bid,
                                        bidQuantity,
                                        ask,
                                        askQuantity,
                                        last,
                                        1)));
    }

    /// Plays a second of one symbol: its last price and its candle.
    void second(int second, String symbol, double open, double close) {
        Instant now = Fixtures.START.plusSeconds(second);
        price(now, symbol, close);
        candle(now, symbol, open, close);
        step(now);
    }

    /// Plays a price alone.
    void tick(int millis, String symbol, double bid) {
        Instant now = Fixtures.START.plusMillis(millis);
        price(now, symbol, bid);
        step(now);
    }

    /// Publishes a candle of one second that ends at `end`.
    void candle(Instant end, String symbol, double open, double close) {
        candle(end, symbol, Fixtures.candle(end.toEpochMilli() - 1_000, open, close));
    }

    void candle(Instant end, String symbol, Candle candle) {
        mesh().publish(Fixtures.closed(mesh().header(end, null), symbol, candle));
    }

    /// Waits until everything up to `time` is done.
    void step(Instant time) {
        ask(new AwaitStep(time));
        onLoop(() -> {
            player.drain();
            return true;
        });
    }

    <R extends Reply> R ask(Request<R> request) {
        return await(mesh().ask(request, Duration.ofSeconds(20)));
    }

    List<OrderView> orders() {
        return ask(new ListOrders(null, null, null, null, null, 1_000)).items().reversed();
    }

    /// Returns all that the engine told since then and may be asked for again.
    RecalledEvents recall(Instant since) {
        List<Event> all = new ArrayList<>();
        boolean complete = true;
        String cursor = null;
        do {
            var page = ask(new RecallTradingEvents(since, cursor, 7));
            all.addAll(page.items());
            complete &= page.complete();
            cursor = page.next();
        } while (cursor != null);
        return new RecalledEvents(all, null, complete);
    }

    List<FillView> fills() {
        List<FillView> all = new ArrayList<>();
        String cursor = null;
        do {
            var page = ask(new ListFills(null, null, null, cursor, 100));
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all.reversed();
    }

    BotView bot(String id) {
        return ask(new ListBots(id)).items().getFirst();
    }

    /// Returns the recorded events of that type.
    <E extends Event> List<E> seen(Class<E> type) {
        return onLoop(() -> {
            player.drain();
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        });
    }

    /// Waits for a live world to have recorded an event of that type.
    <E extends Event> E awaitSeen(Class<E> type) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (Stream<E> found = seen(type).stream(); ; found = seen(type).stream()) {
            var first = found.findFirst();
            if (first.isPresent()) {
                return first.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + type.getSimpleName());
            }
        }
    }

    /// Runs on the event loop, where the engine lives, and waits.
    <T> T onLoop(Callable<T> task) {
        Promise<T> done = Promise.promise();
        player.run(() -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return await(done.future());
    }

    Mesh mesh() {
        return player.mesh();
    }

    double meter(String name, String... tags) {
        return meters.find(name).tags(tags).functionCounter() == null
                ? meters.get(name).tags(tags).counter().count()
                : meters.get(name).tags(tags).functionCounter().count();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened in time", e);
        }
    }

    private final class Player extends VerticleBase {
        private @Nullable Mesh mesh;
        private @Nullable BoundedInbox<Event> recorder;

        @Override
        public Future<?> start() {
            Mesh joined = node.join(ServiceName.MARKET_STREAM);
            mesh = joined;
            recorder =
                    joined.onEvents(
                            RECORDED,
                            BoundedInbox.<Event>named("recorder", 1_000_000),
                            events::add);
            return Future.all(
                    joined.serve(
                            ListSymbols.class, _ -> Future.succeededFuture(new Symbols(symbols))),
                    joined.serve(
                            ListCandles.class,
                            q -> {
                                questions.add(q);
                                return history.apply(q);
                            }),
                    joined.serve(
                            CheckOrder.class,
                            q -> {
                                checks.add(q);
                                return risk.apply(q);
                            }));
        }

        Mesh mesh() {
            return Objects.requireNonNull(mesh);
        }

        void drain() {
            Objects.requireNonNull(recorder).drainNow();
        }

        void run(Runnable task) {
            context.runOnContext(_ -> task.run());
        }
    }
}
