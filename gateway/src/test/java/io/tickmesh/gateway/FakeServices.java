package io.tickmesh.gateway;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.request.AccountView;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.EquityHistory;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.Feeds;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.Fills;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.Portfolio;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.RiskState;
import io.tickmesh.mesh.request.StaleStream;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Answers for all services, with 45 bots and fixed figures, and remembers what it was asked.
final class FakeServices extends VerticleBase {
    static final List<String> SYMBOLS =
            List.of(
                    "AAVEUSDT",
                    "ADAUSDT",
                    "ALGOUSDT",
                    "ATOMUSDT",
                    "BATUSDT",
                    "BCHUSDT",
                    "BRDBTC",
                    "BTCUSDT",
                    "BTTUSDT",
                    "DASHUSDT",
                    "DOGEBTC",
                    "DOGEUSDT",
                    "DOTUSDT",
                    "EOSUSDT",
                    "ETHBTC",
                    "ETHUSDT",
                    "IOTAUSDT",
                    "LINKUSDT",
                    "LTCBTC",
                    "LTCUSDT",
                    "NEOUSDT",
                    "XMRUSDT",
                    "XRPBTC",
                    "XRPUSDT",
                    "XTZUSDT");

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final List<Interval> INTERVALS =
            List.of(Interval.S1, Interval.M1, Interval.M5, Interval.M15, Interval.H1);
    private static final List<String> STRATEGIES =
            List.of("ema-cross", "rsi", "bollinger", "macd", "donchian", "supertrend");

    private final MeshNode node;
    private final Map<ServiceName, Mesh> meshes = new EnumMap<>(ServiceName.class);
    private final List<BotView> bots = IntStream.range(0, 45).mapToObj(FakeServices::bot).toList();

    /// Every request, in the order of arrival.
    final Queue<Request<?>> asked = new ConcurrentLinkedQueue<>();

    /// What it says about the feeds.
    volatile Feeds feeds = feeds(List.of());

    private volatile boolean held;
    private final Queue<Promise<Bots>> waiting = new ConcurrentLinkedQueue<>();

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
        served.add(mesh.serve(ListSymbols.class, q -> answer(q, new Symbols(rules()))));
        served.add(mesh.serve(GetFeeds.class, q -> answer(q, feeds)));
        served.add(mesh.serve(ListCandles.class, this::candles));
        served.add(mesh.serve(ListBots.class, this::bots));
        served.add(mesh.serve(ListOrders.class, q -> answer(q, orders())));
        served.add(mesh.serve(ListFills.class, q -> answer(q, fills())));
        served.add(mesh.serve(ListPositions.class, q -> answer(q, new Positions(positions()))));
        served.add(mesh.serve(GetPortfolio.class, q -> answer(q, new Portfolio(accounts()))));
        served.add(mesh.serve(ListEquity.class, q -> answer(q, equity())));
        served.add(mesh.serve(GetRisk.class, q -> answer(q, risk())));
        return Future.all(served);
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

    /// From now on questions about bots wait for [#release].
    void hold() {
        held = true;
    }

    void release() {
        held = false;
        for (Promise<Bots> promise = waiting.poll(); promise != null; promise = waiting.poll()) {
            promise.complete(new Bots(bots));
        }
    }

    private <R extends Reply> Future<R> answer(Request<R> request, R reply) {
        asked.add(request);
        return Future.succeededFuture(reply);
    }

    private Future<Bots> bots(ListBots request) {
        asked.add(request);
        if (held) {
            Promise<Bots> promise = Promise.promise();
            waiting.add(promise);
            return promise.future();
        }
        return Future.succeededFuture(
                new Bots(bots.stream().filter(bot -> matches(request.bot(), bot.id())).toList()));
    }

    private Future<Candles> candles(ListCandles request) {
        asked.add(request);
        if (!SYMBOLS.contains(request.symbol())) {
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
                new Candles(request.symbol(), request.interval(), candles, null));
    }

    private static boolean matches(@Nullable String wanted, String value) {
        return wanted == null || wanted.equals(value);
    }

    private static String quote(String symbol) {
        return symbol.endsWith("BTC") ? "BTC" : "USDT";
    }

    private static List<SymbolRules> rules() {
        return SYMBOLS.stream().map(FakeServices::rules).toList();
    }

    private static SymbolRules rules(String symbol) {
        String quote = quote(symbol);
        return new SymbolRules(
                symbol,
                symbol.substring(0, symbol.length() - quote.length()),
                quote,
                new BigDecimal(quote.equals("BTC") ? "0.000001" : "0.01"),
                new BigDecimal("0.001"),
                new BigDecimal("0.001"),
                new BigDecimal("9000"),
                new BigDecimal(quote.equals("BTC") ? "0.0001" : "10"));
    }

    private static BotView bot(int i) {
        String symbol = SYMBOLS.get(i % SYMBOLS.size());
        String strategy = STRATEGIES.get(i % STRATEGIES.size());
        boolean failed = i == 41;
        return new BotView(
                "bot-%02d".formatted(i + 1),
                quote(symbol).equals("BTC") ? "btc" : "main",
                symbol,
                INTERVALS.get(i % INTERVALS.size()),
                strategy,
                Map.of("fast", "12"),
                failed ? BotStatus.PAUSED : BotStatus.RUNNING,
                "started",
                new BigDecimal("500"),
                NOW.plusSeconds(2L * i),
                NOW.plusSeconds(60),
                120 + i,
                i,
                0,
                null,
                i % 3 == 0 ? new BigDecimal("1.250") : BigDecimal.ZERO,
                new BigDecimal(i * 37 % 101 - 40).movePointLeft(1));
    }

    /// Returns the feed `binance`, connected, with these streams silent.
    static Feeds feeds(List<StaleStream> silent) {
        return new Feeds(
                List.of(
                        new FeedView(
                                "binance",
                                FeedStatus.CONNECTED,
                                List.of("BTCUSDT"),
                                silent.stream().map(StaleStream::symbol).distinct().toList(),
                                silent,
                                150,
                                123_456,
                                0,
                                0,
                                1,
                                2,
                                0,
                                0,
                                0,
                                40)));
    }

    private static Orders orders() {
        return new Orders(
                List.of(
                        new OrderView(
                                "bot-01-1",
                                "main",
                                "bot-01",
                                "AAVEUSDT",
                                Side.BUY,
                                new BigDecimal("1.250"),
                                new BigDecimal("100.00"),
                                "FILLED",
                                new BigDecimal("1.250"),
                                new BigDecimal("100.01"),
                                new BigDecimal("0.12501250"),
                                NOW,
                                NOW,
                                "EMA 12 crossed above EMA 26")),
                "next-orders");
    }

    private static Fills fills() {
        return new Fills(
                List.of(
                        new FillView(
                                "f1",
                                "bot-01-1",
                                "main",
                                "bot-01",
                                "AAVEUSDT",
                                Side.BUY,
                                new BigDecimal("1.250"),
                                new BigDecimal("100.01"),
                                new BigDecimal("0.12501250"),
                                NOW)),
                null);
    }

    private static List<PositionView> positions() {
        return List.of(
                new PositionView(
                        "main",
                        "bot-01",
                        "AAVEUSDT",
                        new BigDecimal("1.250"),
                        new BigDecimal("100.01"),
                        new BigDecimal("0.12501250"),
                        null,
                        null,
                        new BigDecimal("101.00"),
                        new BigDecimal("1.11248750"),
                        NOW));
    }

    private static List<AccountView> accounts() {
        return List.of(
                account("main", "USDT", "100000", "98750.12", "1262.5", "12.62"),
                account("btc", "BTC", "2", "1.99", "0.0105", "0.0005"));
    }

    private static AccountView account(
            String name,
            String currency,
            String initial,
            String cash,
            String marketValue,
            String realised) {
        BigDecimal value = new BigDecimal(marketValue);
        return new AccountView(
                name,
                currency,
                new BigDecimal(initial),
                new BigDecimal(cash),
                value,
                new BigDecimal(cash).add(value),
                new BigDecimal(realised),
                new BigDecimal("1.11"),
                new BigDecimal("0.13"),
                currency.equals("BTC") ? 3 : 12);
    }

    private EquityHistory equity() {
        return new EquityHistory(
                List.of(
                        new EquitySnapshotTaken(
                                mesh(ServiceName.BOT_ENGINE).header(NOW, null),
                                "main",
                                null,
                                "USDT",
                                new BigDecimal("98750.12"),
                                new BigDecimal("1262.5"),
                                new BigDecimal("100012.62"),
                                new BigDecimal("12.62"),
                                new BigDecimal("1.11"),
                                new BigDecimal("0.13"))),
                "next-equity");
    }

    private static RiskState risk() {
        return new RiskState(
                List.of(
                        new AccountRiskView(
                                "main",
                                TradingState.ACTIVE,
                                "",
                                new BigDecimal("1262.5"),
                                Map.of("max-order-notional", "1000"))),
                List.of(),
                7,
                1);
    }

    /// Returns what `of` makes of a fresh header.
    <E extends Event> E event(Function<Header, E> of) {
        return of.apply(mesh(ServiceName.BOT_ENGINE).header(NOW, null));
    }
}
