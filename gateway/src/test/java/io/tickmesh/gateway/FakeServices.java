package io.tickmesh.gateway;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.Feeds;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.GetOrderBook;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.OrderBookView;
import io.tickmesh.mesh.request.OrderBookView.Level;
import io.tickmesh.mesh.request.Portfolio;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Answers for all services, with 45 bots and fixed figures, and remembers what it was asked.
final class FakeServices extends VerticleBase {
    private final MeshNode node;
    private final Map<ServiceName, Mesh> meshes = new EnumMap<>(ServiceName.class);
    private final List<BotView> bots = FakeFigures.bots();

    /// Every request, in the order of arrival.
    final Queue<Request<?>> asked = new ConcurrentLinkedQueue<>();

    /// What it says about the feeds.
    volatile Feeds feeds = FakeFigures.feeds(List.of());

    private volatile boolean held;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    FakeServices(MeshNode node) {
        this.node = node;
    }

    @Override
    public Future<?> start() {
        for (ServiceName service : ServiceName.values()) {
            if (service != ServiceName.GATEWAY) {
                meshes.put(service, node.join(service));
            }
        }
        Mesh mesh = mesh(ServiceName.MARKET_STREAM);
        List<Future<?>> served = new ArrayList<>();
        served.add(mesh.serve(ListSymbols.class, q -> answer(q, new Symbols(FakeFigures.rules()))));
        served.add(mesh.serve(GetFeeds.class, q -> answer(q, feeds)));
        served.add(mesh.serve(ListCandles.class, this::candles));
        served.add(mesh.serve(GetOrderBook.class, this::orderBook));
        served.add(mesh.serve(ListBots.class, this::bots));
        served.add(mesh.serve(ListOrders.class, q -> answer(q, FakeFigures.orders())));
        served.add(mesh.serve(ListFills.class, q -> answer(q, FakeFigures.fills())));
        served.add(
                mesh.serve(
                        ListPositions.class,
                        q -> answer(q, new Positions(FakeFigures.positions()))));
        served.add(
                mesh.serve(
                        GetPortfolio.class, q -> answer(q, new Portfolio(FakeFigures.accounts()))));
        served.add(mesh.serve(ListEquity.class, q -> answer(q, FakeFigures.equity(header()))));
        served.add(mesh.serve(GetRisk.class, q -> answer(q, FakeFigures.risk())));
        served.addAll(serveCommands(mesh(ServiceName.BOT_ENGINE)));
        return Future.all(served);
    }

    private List<Future<?>> serveCommands(Mesh engine) {
        FakeEngine.Server server =
                new FakeEngine.Server() {
                    @Override
                    public <R extends Reply, Q extends Request<R>> Future<?> serve(
                            Class<Q> type, Function<Q, R> answer) {
                        return engine.serve(
                                type,
                                request -> {
                                    asked.add(request);
                                    return whenReleased(() -> answer.apply(request));
                                });
                    }
                };
        List<Future<?>> served = new ArrayList<>(new FakeEngine(bots).serve(server));
        served.addAll(FakeRecords.serve(server));
        return served;
    }

    /// Says that all services but these are ready.
    void readyExcept(List<ServiceName> missing) {
        meshes.forEach((service, mesh) -> {
            if (!missing.contains(service)) {
                mesh.ready();
            }
        });
    }

    Mesh mesh(ServiceName service) {
        return Objects.requireNonNull(meshes.get(service));
    }

    /// Publishes events of bots, in order.
    void publish(Event... events) {
        for (Event event : events) {
            mesh(ServiceName.BOT_ENGINE).publish(event);
        }
    }

    void publishPrice(String symbol, double bid) {
        publishPrice(symbol, bid, WallClock.micros());
    }

    void publishPrice(String symbol, double bid, long micros) {
        Mesh market = mesh(ServiceName.MARKET_STREAM);
        market.publishPrices(
                List.of(
                        new PriceUpdated(
                                node.name(),
                                market.nextPriceSequence(),
                                micros,
                                micros / 1_000,
                                micros,
                                symbol,
                                bid,
                                1.5,
                                bid * 1.0002,
                                2.5,
                                bid,
                                0.25)));
    }

    /// From now on questions about bots and commands wait for [#release].
    void hold() {
        held = true;
    }

    void release() {
        held = false;
        for (Runnable answer = waiting.poll(); answer != null; answer = waiting.poll()) {
            answer.run();
        }
    }

    private <R extends Reply> Future<R> answer(Request<R> request, R reply) {
        asked.add(request);
        return Future.succeededFuture(reply);
    }

    private Future<Bots> bots(ListBots request) {
        asked.add(request);
        return whenReleased(() ->
                new Bots(bots.stream().filter(bot -> matches(request.bot(), bot.id())).toList()));
    }

    private <R extends Reply> Future<R> whenReleased(Supplier<R> answer) {
        if (held) {
            Promise<R> promise = Promise.promise();
            waiting.add(() -> promise.complete(answer.get()));
            return promise.future();
        }
        return Future.succeededFuture(answer.get());
    }

    private Future<Candles> candles(ListCandles request) {
        asked.add(request);
        if (!FakeFigures.SYMBOLS.contains(request.symbol())) {
            return Future.failedFuture(
                    new RequestFailedException(
                            Failure.NOT_FOUND, request.symbol() + " is not streamed"));
        }
        long end = request.beforeMillis() == null ? 600_000 : request.beforeMillis();
        List<Candle> candles =
                IntStream.range(0, request.limit())
                        .mapToLong(i -> end - (request.limit() - i) * 60_000L)
                        .filter(open -> open >= 0)
                        .mapToObj(open -> new Candle(open, 10, 12, 9, 11, 5, 55, 7))
                        .toList();
        return Future.succeededFuture(
                new Candles(
                        request.symbol(),
                        request.interval(),
                        candles,
                        new Candle(end, 11, 11.5, 10.5, 11.25, 2, 22, 3)));
    }

    private Future<OrderBookView> orderBook(GetOrderBook request) {
        asked.add(request);
        if (!FakeFigures.SYMBOLS.contains(request.symbol())) {
            return Future.failedFuture(
                    new RequestFailedException(
                            Failure.NOT_FOUND,
                            "no order book of %s is kept".formatted(request.symbol())));
        }
        return Future.succeededFuture(
                new OrderBookView(
                        request.symbol(),
                        42,
                        Instant.ofEpochMilli(1_500_000_000_123L),
                        List.of(new Level(9.5, 2), new Level(9.25, 0.00001)),
                        List.of(new Level(10, 1))));
    }

    private static boolean matches(@Nullable String wanted, String value) {
        return wanted == null || wanted.equals(value);
    }

    /// Returns what `of` makes of a fresh header.
    <E extends Event> E event(Function<Header, E> of) {
        return of.apply(header());
    }

    private Header header() {
        return mesh(ServiceName.BOT_ENGINE).header(FakeFigures.NOW, null);
    }
}
