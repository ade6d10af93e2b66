package io.tickmesh.bot;

import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.request.AwaitStep;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.StepDone;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The bots of a node, on one event loop. Needs market-stream for symbols, history and prices, and risk-service for its orders;
/// both may come later and may go.
public final class BotEngineVerticle extends VerticleBase {
    private static final int INBOX = 1_000;

    private final MeshNode node;
    private final EngineConfig config;
    private final List<Promise<Void>> waiting = new ArrayList<>();
    private @Nullable Running running;

    /// @param node deployed before
    public BotEngineVerticle(MeshNode node, EngineConfig config) {
        this.node = node;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        Mesh mesh = node.join(ServiceName.BOT_ENGINE);
        HistoryLoader history = new HistoryLoader(vertx, mesh);
        Engine engine =
                new Engine(
                        config,
                        new MeshOutside(mesh, history, config.riskTimeout()),
                        Ledger.NONE,
                        mesh.meters(),
                        this::settle);
        Portfolio portfolio = engine.portfolio();
        Function<Position, BigDecimal> mark =
                position ->
                        engine.rules(position.symbol())
                                .flatMap(engine.quotes()::bid)
                                .orElse(position.entryPrice());
        EquitySnapshots equity = new EquitySnapshots(config, portfolio, mark);
        Queries queries = new Queries(engine.bots(), portfolio, engine.journal(), equity, mark);
        BoundedInbox<PriceUpdated> prices = mesh.onPrices(priceInbox(mesh), engine::onPrice);
        BoundedInbox<Event> candles =
                mesh.onEvents(
                        Set.of(CandleClosed.class),
                        BoundedInbox.<Event>named("bots.candles", INBOX).dropOldest(),
                        event -> {
                            // A candle is decided on with the prices that came before it.
                            prices.drainNow();
                            engine.onCandle((CandleClosed) event);
                        });
        MeshTime.Timer snapshots =
                mesh.time()
                        .every(
                                config.equityPeriod(),
                                config.equityPeriod(),
                                () ->
                                        equity.take(() -> mesh.header(mesh.time().instant(), null))
                                                .forEach(mesh::publish));
        running = new Running(mesh, engine, history, prices, candles, snapshots);
        return serve(mesh, queries)
                .onSuccess(_ -> {
                    mesh.ready();
                    engine.begin();
                });
    }

    /// Takes nothing new and waits for the orders under way, which is no longer than risk may take to answer.
    @Override
    public Future<?> stop() {
        Running own = running;
        if (own == null) {
            return Future.succeededFuture();
        }
        own.mesh.draining();
        own.mesh.close(own.prices);
        own.mesh.close(own.candles);
        own.history.close();
        own.snapshots.cancel();
        return idle();
    }

    private Future<?> serve(Mesh mesh, Queries queries) {
        return Future.all(
                List.of(
                        mesh.serve(ListBots.class, q -> Future.succeededFuture(queries.bots(q))),
                        mesh.serve(
                                ListOrders.class, q -> Future.succeededFuture(queries.orders(q))),
                        mesh.serve(GetOrder.class, q -> Future.succeededFuture(queries.order(q))),
                        mesh.serve(ListFills.class, q -> Future.succeededFuture(queries.fills(q))),
                        mesh.serve(
                                ListPositions.class,
                                q -> Future.succeededFuture(queries.positions(q))),
                        mesh.serve(
                                GetPortfolio.class,
                                _ -> Future.succeededFuture(queries.accounts())),
                        mesh.serve(
                                ListEquity.class, q -> Future.succeededFuture(queries.equity(q))),
                        mesh.serve(AwaitStep.class, q -> awaitStep(mesh, q))));
    }

    private Future<StepDone> awaitStep(Mesh mesh, AwaitStep step) {
        drain();
        if (mesh.time() instanceof DataTime data) {
            data.advanceTo(step.time());
        }
        return idle().map(_ -> new StepDone(step.time()));
    }

    /// Returns a future that ends when everything that has come so far is done.
    private Future<Void> idle() {
        Promise<Void> done = Promise.promise();
        waiting.add(done);
        settle();
        return done.future();
    }

    private void settle() {
        Running own = running;
        if (own == null || waiting.isEmpty()) {
            return;
        }
        drain();
        if (own.isIdle()) {
            List<Promise<Void>> done = List.copyOf(waiting);
            waiting.clear();
            done.forEach(Promise::complete);
        }
    }

    private void drain() {
        Running own = running;
        if (own != null) {
            own.prices.drainNow();
            own.candles.drainNow();
        }
    }

    private BoundedInbox.Builder<PriceUpdated> priceInbox(Mesh mesh) {
        BoundedInbox.Builder<PriceUpdated> latest =
                BoundedInbox.<PriceUpdated>named("bots.prices", INBOX)
                        .conflateBy(PriceUpdated::symbol);
        // In replay the age of a price is a matter of the data, not of how busy the machine is.
        return mesh.time() instanceof DataTime
                ? latest
                : latest.maxAge(config.maxPriceAge(), PriceUpdated::publishedMicros);
    }

    private record Running(
            Mesh mesh,
            Engine engine,
            HistoryLoader history,
            BoundedInbox<PriceUpdated> prices,
            BoundedInbox<Event> candles,
            MeshTime.Timer snapshots) {
        boolean isIdle() {
            return history.isClosed() ? engine.hasNoOrders() : engine.isIdle();
        }
    }
}
