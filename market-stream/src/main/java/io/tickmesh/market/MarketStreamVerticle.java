package io.tickmesh.market;

import io.tickmesh.market.binance.BinanceRest;
import io.tickmesh.market.feed.Backoff;
import io.tickmesh.market.feed.WeightBudget;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.Feeds;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.Symbols;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the market into the mesh: prices, closed candles, their history, the symbols' rules. Needs the exchange for nothing when
/// it starts; it becomes ready when the streams are subscribed and the rules are known.
public final class MarketStreamVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MarketStreamVerticle.class);

    private final MeshNode node;
    private final FeedConfig config;
    private @Nullable Mesh mesh;
    private @Nullable BinanceRest rest;
    private @Nullable BinanceFeed feed;
    private List<SymbolRules> rules = List.of();
    private boolean connected;

    /// @param node deployed before this verticle
    public MarketStreamVerticle(MeshNode node, FeedConfig config) {
        this.node = node;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        Mesh joined = node.join(ServiceName.MARKET_STREAM);
        WeightBudget budget =
                new WeightBudget(
                        config.weightLimit(), config.weightShare(), InstantSource.system());
        BinanceRest client =
                new BinanceRest(
                        vertx,
                        config.restUrl(),
                        budget,
                        config.requestsInFlight(),
                        config.requestTimeout(),
                        () ->
                                new Backoff(
                                        config.reconnectFirst(),
                                        config.reconnectCap(),
                                        config.reconnectJitter(),
                                        RandomGenerator.getDefault()),
                        joined.meters());
        BinanceFeed started =
                new BinanceFeed(
                        vertx,
                        context,
                        joined,
                        config,
                        client,
                        budget,
                        () -> {
                            connected = true;
                            becomeReady();
                        });
        mesh = joined;
        rest = client;
        feed = started;
        started.start();
        client.rules(config.symbols())
                .onComplete(
                        found -> {
                            rules = found;
                            becomeReady();
                        },
                        failure ->
                                LOG.atDebug()
                                        .addKeyValue("reason", failure.getMessage())
                                        .log("stopped before the rules were known"));
        return Future.all(
                joined.serve(ListSymbols.class, _ -> symbols()),
                joined.serve(ListCandles.class, started.candles()::list),
                joined.serve(
                        GetFeeds.class,
                        _ -> Future.succeededFuture(new Feeds(List.of(started.view())))));
    }

    @Override
    public Future<?> stop() {
        if (mesh != null) {
            mesh.draining();
        }
        if (rest != null) {
            rest.close();
        }
        return feed == null ? Future.succeededFuture() : feed.stop();
    }

    private void becomeReady() {
        if (connected && !rules.isEmpty() && mesh != null) {
            mesh.ready();
        }
    }

    private Future<Symbols> symbols() {
        return rules.isEmpty()
                ? Future.failedFuture(
                        new RequestFailedException(
                                Failure.UNAVAILABLE, "the rules of the symbols are not known yet"))
                : Future.succeededFuture(new Symbols(rules));
    }
}
