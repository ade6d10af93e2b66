package io.tickmesh.market;

import io.tickmesh.market.binance.BinanceConfig;
import io.tickmesh.market.binance.BinanceVenue;
import io.tickmesh.market.feed.WeightBudget;
import io.tickmesh.market.kraken.KrakenVenue;
import io.tickmesh.market.provider.PriceAggregator;
import io.tickmesh.market.provider.PricesConfig;
import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.request.Feeds;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.GetOrderBook;
import io.tickmesh.mesh.request.GetPrices;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.RecallMarketEvents;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Brings the market into the mesh: prices, closed candles, their history, the symbols' rules, from one exchange or more. Needs
/// the exchanges for nothing when it starts; it becomes ready when the streams of the first are subscribed and the rules of its
/// symbols are known.
///
/// In a cluster the nodes divide the symbols: this one becomes ready without any, and opens those that are its own then.
public final class MarketStreamVerticle extends VerticleBase {
    private static final long RULES_PATIENCE_MILLIS = 20_000;
    private static final int REMEMBERED = 10_000;

    /// How long another node may take to answer for itself.
    private static final Duration PEER_TIMEOUT = Duration.ofSeconds(1);

    private final MeshNode node;
    private final FeedConfig config;
    private final PricesConfig pricesConfig;
    private final List<Feed> feeds = new ArrayList<>();
    private @Nullable Mesh mesh;
    private @Nullable BoundedInbox<Event> published;
    private @Nullable Division division;
    private @Nullable RuleBook rules;
    private @Nullable PriceAggregator prices;
    private boolean connected;
    private boolean impatient;

    /// @param node deployed before this verticle
    public MarketStreamVerticle(MeshNode node, FeedConfig config, PricesConfig pricesConfig) {
        this.node = node;
        this.config = config;
        this.pricesConfig = pricesConfig;
    }

    @Override
    public Future<?> start() {
        Mesh joined = node.join(ServiceName.MARKET_STREAM);
        BinanceConfig binance = config.binance();
        WeightBudget budget =
                new WeightBudget(binance.weightLimit(), binance.weightShare(), System::nanoTime);
        List<Venue> venues = new ArrayList<>();
        venues.add(new BinanceVenue(vertx, binance, budget, joined.meters()));
        config.kraken()
                .ifPresent(kraken -> venues.add(new KrakenVenue(vertx, kraken, joined.meters())));
        PriceAggregator aggregator =
                new PriceAggregator(
                        vertx, pricesConfig, binance.restUrl(), budget, joined.meters());
        boolean shared = vertx.isClustered() && !config.settings().lockstep();
        Division nodes =
                new Division(
                        vertx,
                        context,
                        joined,
                        feeds,
                        all -> {
                            venues.forEach(venue -> venue.share(all));
                            aggregator.share(all);
                        });
        RuleBook book =
                new RuleBook(
                        vertx,
                        joined,
                        venues,
                        config.settings(),
                        venue -> shared ? nodes.readerOfRules(venue) : joined.node(),
                        this::becomeReady);
        mesh = joined;
        rules = book;
        prices = aggregator;
        for (Venue venue : venues) {
            boolean first = feeds.isEmpty();
            feeds.add(
                    new Feed(
                            vertx,
                            context,
                            joined,
                            venue,
                            config.settings(),
                            shared,
                            () -> {
                                connected |= first;
                                becomeReady();
                            }));
        }
        EventMemory memory = remember(joined);
        feeds.forEach(Feed::start);
        if (shared) {
            division = nodes;
            nodes.start();
            var _ = nodes.othersKnown().onSuccess(_ -> book.start());
        } else {
            book.start();
        }
        vertx.setTimer(RULES_PATIENCE_MILLIS, _ -> impatient = true);
        SymbolQuestions asked = new SymbolQuestions(joined, feeds);
        return Future.all(
                joined.serve(ListSymbols.class, _ -> symbols(book)),
                asked.serve(ListCandles.class, ListCandles::symbol, Feed::list),
                joined.serve(GetPrices.class, aggregator::prices),
                joined.serveJoined(
                        RecallMarketEvents.class,
                        PEER_TIMEOUT,
                        request -> Future.succeededFuture(memory.recall(request)),
                        (request, pages) ->
                                Future.succeededFuture(
                                        EventMemory.join(
                                                request.limit(), pages.answers().values()))),
                asked.serve(GetOrderBook.class, GetOrderBook::symbol, Feed::orderBook),
                joined.serveJoined(
                        GetFeeds.class,
                        PEER_TIMEOUT,
                        _ ->
                                Future.succeededFuture(
                                        new Feeds(feeds.stream().map(Feed::view).toList())),
                        (_, views) -> Future.succeededFuture(join(views.answers().values()))));
    }

    @Override
    public Future<?> stop() {
        if (mesh != null) {
            mesh.draining();
        }
        boolean handedOver = division != null && division.stop();
        return handedOver
                ? vertx.timer(Division.HANDOVER_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(_ -> close(true))
                : close(false);
    }

    private Future<?> close(boolean handedOver) {
        List<Future<?>> stopping = new ArrayList<>();
        feeds.forEach(feed -> stopping.add(feed.stop(handedOver)));
        if (prices != null) {
            stopping.add(prices.close());
        }
        return Future.all(stopping);
    }

    /// Reads what is published on all nodes, because any of them may be asked for it.
    private EventMemory remember(Mesh joined) {
        EventMemory memory = new EventMemory(REMEMBERED, now());
        published =
                joined.onEvents(
                        Set.of(CandleClosed.class, FeedStatusChanged.class),
                        BoundedInbox.<Event>named("market-stream.memory", REMEMBERED).dropOldest(),
                        event -> {
                            memory.missed(dropped(), now());
                            memory.add(event);
                            if (event instanceof CandleClosed candle && division != null) {
                                feeds.forEach(feed -> feed.heard(candle));
                            }
                        });
        return memory;
    }

    private long dropped() {
        return published == null ? 0 : published.counters().dropped();
    }

    /// Events carry the system's time of their publication, also in a replay.
    private static Instant now() {
        return Instant.ofEpochSecond(0, WallClock.micros() * 1_000);
    }

    private Feeds join(Collection<Feeds> parts) {
        return new Feeds(feeds.stream().map(feed -> feed.view(parts)).toList());
    }

    private void becomeReady() {
        if (connected && mesh != null && rules != null && rules.knowsFirst()) {
            mesh.ready();
        }
    }

    /// Who asks takes a symbol that is missing for one that is not streamed. So the rules of all exchanges are awaited, but not for
    /// ever: one that does not answer must not stop what needs the others.
    private Future<Symbols> symbols(RuleBook book) {
        return book.isEmpty() || !(book.isComplete() || impatient)
                ? refuse(Failure.UNAVAILABLE, "the rules of the symbols are not known yet")
                : Future.succeededFuture(new Symbols(book.all()));
    }

    private static <T> Future<T> refuse(Failure failure, String message) {
        return Future.failedFuture(new RequestFailedException(failure, message));
    }
}
